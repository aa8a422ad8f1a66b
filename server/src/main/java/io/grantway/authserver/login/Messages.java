package io.grantway.authserver.login;

import gg.jte.support.LocalizationSupport;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The pages' texts in one language, from a message file. A text may hold markup; what is put into
/// it is escaped.
public final class Messages implements LocalizationSupport {
    private static final int LONGEST_HEADER = 200;
    private static final Messages ENGLISH = read("en");
    private static final Map<String, Messages> BY_LANGUAGE =
            List.of(ENGLISH, read("de")).stream()
                    .collect(Collectors.toMap(Messages::language, Function.identity()));
    private static final List<Locale> LOCALES =
            BY_LANGUAGE.keySet().stream().map(Locale::of).toList();

    private final String language;
    private final Map<String, String> texts;

    private Messages(String language, Map<String, String> texts) {
        this.language = language;
        this.texts = texts;
    }

    /// The best language for a browser (RFC 9110 §12.5.4), English where none fits.
    public static Messages preferred(String acceptLanguage) {
        if (acceptLanguage.isBlank() || acceptLanguage.length() > LONGEST_HEADER) {
            return ENGLISH;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LOCALES);
            return best == null ? ENGLISH : BY_LANGUAGE.getOrDefault(best.getLanguage(), ENGLISH);
        } catch (IllegalArgumentException e) {
            return ENGLISH;
        }
    }

    /// The first of some languages that there is (OpenID Connect Core §3.1.2.1, `ui_locales`).
    static Optional<Messages> spoken(List<String> tags) {
        return tags.stream()
                .map(tag -> BY_LANGUAGE.get(Locale.forLanguageTag(tag).getLanguage()))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /// For the `lang` attribute.
    public String language() {
        return language;
    }

    public boolean has(String key) {
        return texts.containsKey(key);
    }

    /// The names of all texts: the same in every language.
    public Set<String> keys() {
        return texts.keySet();
    }

    @Override
    public String lookup(String key) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("no message " + key + " in " + language);
        }
        return text;
    }

    private static Messages read(String language) {
        String name = "messages_" + language + ".properties";
        try (InputStream in = Messages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the distribution lacks " + name);
            }
            Properties file = new Properties();
            file.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return new Messages(
                    language,
                    file.stringPropertyNames().stream()
                            .collect(Collectors.toMap(key -> key, file::getProperty)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
