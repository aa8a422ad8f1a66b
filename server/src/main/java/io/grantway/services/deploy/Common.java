package io.grantway.services.deploy;

import io.grantway.service.Service;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// What every unit may refer to: the service API, the jars in `lib`, the sources below `shared`.
///
/// @param loader of the API and the libraries
/// @param hash of sources and of the libraries' stamps
record Common(ClassLoader loader, List<Compiler.Source> shared, List<Path> classPath, String hash) {

    static Common of(Path directory, Look look) throws IOException {
        List<Compiler.Source> shared = new ArrayList<>();
        StringBuilder seen = new StringBuilder();
        for (Path file : look.shared().keySet()) {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            String name = directory.relativize(file).toString();
            shared.add(new Compiler.Source(name, text));
            seen.append(name).append('\n').append(text);
        }
        List<Path> libraries = List.copyOf(look.libraries().keySet());
        seen.append(look.libraries());
        List<Path> classPath = new ArrayList<>(libraries);
        place(Service.class).ifPresent(classPath::add);
        place(Logger.class).ifPresent(classPath::add);
        return new Common(
                loader(libraries),
                shared,
                classPath,
                libraries.isEmpty() && shared.isEmpty()
                        ? ""
                        : Hash.of(seen.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static ClassLoader loader(List<Path> libraries) throws MalformedURLException {
        ClassLoader api = new ApiLoader();
        if (libraries.isEmpty()) {
            return api;
        }
        URL[] urls = new URL[libraries.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = libraries.get(i).toUri().toURL();
        }
        return new URLClassLoader("lib", urls, api);
    }

    /// The jar or directory that a class was loaded from.
    private static java.util.Optional<Path> place(Class<?> type) {
        @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return source == null || source.getLocation() == null
                    ? java.util.Optional.empty()
                    : java.util.Optional.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
