package io.grantway.services.deploy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// Java's compiler, in memory. Its classes are loaded with the first file that needs it.
final class Compiler {
    private static final int MOST_ERRORS = 20;

    private Compiler() {}

    /// A source file.
    record Source(String name, String text) {}

    /// @param classes by binary name
    /// @param own the names of those that came from the first source
    record Compiled(Map<String, byte[]> classes, Set<String> own) {}

    /// Compiles a file together with others that it may refer to.
    ///
    /// @throws Refused listing the errors as `file:line: text`
    static Compiled compile(Source source, List<Source> shared, List<Path> classPath)
            throws Refused {
        @Nullable JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new Refused(
                    source.name()
                            + ": this Java has no compiler; run Grantway on a JDK, or bring the"
                            + " service as a jar");
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager standard =
                compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
            standard.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
            InMemory files = new InMemory(standard);
            Text first = new Text(source);
            List<Text> all = new java.util.ArrayList<>(List.of(first));
            shared.forEach(each -> all.add(new Text(each)));
            List<String> options =
                    List.of("-proc:none", "-parameters", "-g", "-nowarn", "-implicit:none");
            if (!compiler.getTask(null, files, found, options, null, all).call()) {
                throw new Refused(errors(found.getDiagnostics(), source.name()));
            }
            return files.compiled(first);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String errors(
            List<Diagnostic<? extends JavaFileObject>> found, String otherwise) {
        String text =
                found.stream()
                        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                        .limit(MOST_ERRORS)
                        .map(Compiler::error)
                        .collect(Collectors.joining("\n"));
        return text.isEmpty() ? otherwise + ": does not compile" : text;
    }

    private static String error(Diagnostic<? extends JavaFileObject> error) {
        String text =
                error.getMessage(Locale.ROOT)
                        .lines()
                        .map(String::strip)
                        .collect(Collectors.joining("; "));
        @Nullable JavaFileObject file = error.getSource();
        return file == null ? text : file.getName() + ":" + error.getLineNumber() + ": " + text;
    }

    private static final class Text extends SimpleJavaFileObject {
        private final Source source;

        Text(Source source) {
            super(
                    URI.create(
                            "source:///"
                                    + URI.create("x:/")
                                            .resolve(encoded(source.name()))
                                            .getRawPath()
                                            .substring(1)),
                    Kind.SOURCE);
            this.source = source;
        }

        private static String encoded(String name) {
            try {
                return new URI(null, null, name, null).getRawPath();
            } catch (java.net.URISyntaxException e) {
                throw new IllegalArgumentException(name, e);
            }
        }

        @Override
        public String getName() {
            return source.name();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source.text();
        }
    }

    private static final class Made extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Made(String name) {
            super(URI.create("made:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    /// Keeps what is compiled, and which source it came from.
    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final SequencedMap<String, Made> made = new LinkedHashMap<>();
        private final Map<String, FileObject> origins = new LinkedHashMap<>();

        InMemory(JavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            Made file = new Made(name);
            made.put(name, file);
            origins.put(name, sibling);
            return file;
        }

        Compiled compiled(Text first) {
            Map<String, byte[]> classes = new LinkedHashMap<>();
            Set<String> own = new LinkedHashSet<>();
            made.forEach((name, file) -> {
                classes.put(name, file.bytes.toByteArray());
                if (first.equals(origins.get(name))) {
                    own.add(name);
                }
            });
            return new Compiled(classes, own);
        }
    }
}
