package io.grantway.vault.provider;

import io.grantway.config.ConfigReader;
import io.grantway.config.ConfigRejected;
import io.grantway.config.ConfigText;
import io.grantway.config.Overlay;
import io.grantway.config.Variants;
import io.grantway.vault.ProviderConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is known of providers, by name: the files that come along, and those in the operator's
/// directory, which go before. Read when they are asked for.
public final class ProviderTemplates {
    private static final String PLACE = "/io/grantway/vault/providers/";
    private static final String ENDING = ".yaml";

    /// No dot: a name must not lead out of the directory.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

    private final Optional<Path> directory;

    private ProviderTemplates(Optional<Path> directory) {
        this.directory = directory;
    }

    /// Only those that come along.
    public static ProviderTemplates builtIn() {
        return new ProviderTemplates(Optional.empty());
    }

    /// @param directory the operator's; need not exist
    public static ProviderTemplates with(Path directory) {
        return new ProviderTemplates(Optional.of(directory));
    }

    /// All names, sorted.
    public Set<String> names() {
        Set<String> all = new TreeSet<>();
        all.addAll(builtInNames());
        directory.filter(Files::isDirectory).ifPresent(found -> all.addAll(names(found)));
        return all;
    }

    /// The file of the operator's that says a name, where there is one.
    public Optional<Path> file(String name) {
        return directory
                .filter(_ -> NAME.matcher(name).matches())
                .map(found -> found.resolve(name + ENDING))
                .filter(Files::isRegularFile);
    }

    /// @throws ConfigRejected with every mistake of its file
    public Optional<ProviderConfig> find(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        Optional<Path> own = file(name);
        try {
            if (own.isPresent()) {
                return Optional.of(read(name, own.get().toString(), Files.readString(own.get())));
            }
            try (InputStream in =
                    ProviderTemplates.class.getResourceAsStream(PLACE + name + ENDING)) {
                return in == null
                        ? Optional.empty()
                        : Optional.of(
                                read(
                                        name,
                                        "providers/" + name + ENDING,
                                        new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The template that an entry is meant to have: the one it names, else that of its own name,
    /// unless it says itself how accounts are had.
    public static Optional<String> meant(ProviderConfig entry) {
        if (entry.template() != null) {
            return Optional.of(entry.template());
        }
        boolean says =
                entry.oauth2() != null
                        || entry.oauth1() != null
                        || entry.apiKey() != null
                        || entry.basic() != null;
        return says ? Optional.empty() : Optional.of(entry.name());
    }

    /// An entry with what its template says.
    ///
    /// @throws IllegalArgumentException where there is no such template
    /// @throws ConfigRejected with every mistake of its file
    public ProviderConfig whole(ProviderConfig entry) {
        Optional<String> name = meant(entry);
        if (name.isEmpty()) {
            return entry;
        }
        ProviderConfig template =
                find(name.get())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "there is no provider template " + name.get()));
        return Overlay.of(named(entry, name.get()), template);
    }

    private static ProviderConfig named(ProviderConfig entry, String template) {
        return new ProviderConfig(
                entry.name(),
                template,
                entry.title(),
                entry.clientId(),
                entry.clientSecret(),
                entry.privateKey(),
                entry.keyId(),
                entry.certificate(),
                entry.consumerKey(),
                entry.consumerSecret(),
                entry.scopes(),
                entry.variables(),
                entry.oauth2(),
                entry.oauth1(),
                entry.apiKey(),
                entry.basic(),
                entry.api(),
                entry.userInfo(),
                entry.facts());
    }

    private static ProviderConfig read(String name, String file, String text) {
        return new ConfigReader(Variants.NONE, Set.of())
                .load(
                        ProviderConfig.class,
                        List.of(),
                        List.of(new ConfigText(file, text)),
                        Map.of(),
                        (loaded, mistakes) -> {
                            if (!loaded.value().name().equals(name)) {
                                mistakes.add(
                                        loaded.at(loaded.value(), "name"),
                                        "must be " + name + ", as the file is called");
                            }
                        })
                .value();
    }

    private static Set<String> builtInNames() {
        URL place = ProviderTemplates.class.getResource(PLACE);
        if (place == null) {
            return Set.of();
        }
        try {
            URI uri = place.toURI();
            if (!"jar".equals(uri.getScheme())) {
                return names(Path.of(uri));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return names(jar.getPath(PLACE));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> names(Path directory) {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .filter(name -> NAME.matcher(name).matches())
                    .forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TreeSet<>(found);
    }
}
