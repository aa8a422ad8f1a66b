package io.grantway.vault.connect;

import gg.jte.support.LocalizationSupport;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/// The pages' texts in one language. A text may hold markup; what is put into it is escaped.
public final class Texts implements LocalizationSupport {
    private static final int LONGEST_HEADER = 200;
    private static final Texts ENGLISH = read("en");
    private static final Map<String, Texts> BY_LANGUAGE = Map.of("en", ENGLISH, "de", read("de"));
    private static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.GERMAN);

    private final String language;
    private final Map<String, String> texts;

    private Texts(String language, Map<String, String> texts) {
        this.language = language;
        this.texts = texts;
    }

    /// @param locale that the app knows its user to speak
    /// @param acceptLanguage of the browser (RFC 9110 §12.5.4)
    static Texts preferred(Optional<String> locale, String acceptLanguage) {
        Texts said =
                locale.map(tag -> BY_LANGUAGE.get(Locale.forLanguageTag(tag).getLanguage()))
                        .orElse(null);
        if (said != null) {
            return said;
        }
        if (acceptLanguage.isBlank() || acceptLanguage.length() > LONGEST_HEADER) {
            return ENGLISH;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LOCALES);
            return best == null ? ENGLISH : BY_LANGUAGE.getOrDefault(best.getLanguage(), ENGLISH);
        } catch (IllegalArgumentException _) {
            return ENGLISH;
        }
    }

    static Texts in(String language) {
        return BY_LANGUAGE.getOrDefault(language, ENGLISH);
    }

    /// For the `lang` attribute.
    public String language() {
        return language;
    }

    Set<String> keys() {
        return texts.keySet();
    }

    boolean has(String key) {
        return texts.containsKey(key);
    }

    @Override
    public String lookup(String key) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("no message " + key + " in " + language);
        }
        return text;
    }

    private static Texts read(String language) {
        String name = "messages_" + language + ".properties";
        try (InputStream in = Texts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the distribution lacks " + name);
            }
            Properties file = new Properties();
            file.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return new Texts(
                    language,
                    file.stringPropertyNames().stream()
                            .collect(Collectors.toMap(key -> key, file::getProperty)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
