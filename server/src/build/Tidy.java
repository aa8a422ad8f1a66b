import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Tidies the jars of a distribution that was laid out: `java Tidy.java LIB`.
///
/// Those that the server's jar does not name any more go (an earlier build left them). The signatures of the rest go too: they are
/// checked at every start, class by class, and the cache of classes leaves signed jars out; together that is half of a start.
/// (Java wants a signature only of a jar that brings ciphers, and OpenJDK not even there.)
class Tidy {
    private static final String SERVER = "grantway-server.jar";

    public static void main(String[] arguments) throws IOException {
        Path lib = Path.of(arguments[0]);
        Set<String> named = named(lib.resolve(SERVER));
        for (Path jar : jars(lib)) {
            if (!named.contains(jar.getFileName().toString())) {
                Files.delete(jar);
            } else if (isSigned(jar)) {
                unsign(jar);
            }
        }
    }

    private static List<Path> jars(Path lib) throws IOException {
        try (var files = Files.list(lib)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static Set<String> named(Path server) throws IOException {
        try (JarFile jar = new JarFile(server.toFile())) {
            String path = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            Set<String> names = new HashSet<>(List.of(path.split(" ")));
            names.add(SERVER);
            return names;
        }
    }

    private static boolean isSigned(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.stream().anyMatch(Tidy::isSignature);
        }
    }

    private static boolean isSignature(ZipEntry entry) {
        return entry.getName().matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
    }

    private static void unsign(Path path) throws IOException {
        FileTime time = Files.getLastModifiedTime(path);
        Path unsigned = path.resolveSibling(path.getFileName() + ".unsigned");
        try (JarFile jar = new JarFile(path.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(unsigned))) {
            for (Enumeration<? extends ZipEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (!isSignature(entry)) {
                    ZipEntry copy = new ZipEntry(entry.getName());
                    copy.setLastModifiedTime(entry.getLastModifiedTime());
                    out.putNextEntry(copy);
                    out.write(entry.getName().equals(JarFile.MANIFEST_NAME) ? manifest(jar) : jar.getInputStream(entry).readAllBytes());
                    out.closeEntry();
                }
            }
        }
        Files.move(unsigned, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(path, time);
    }

    /// Without the digest of each entry.
    private static byte[] manifest(JarFile jar) throws IOException {
        Manifest manifest = new Manifest(jar.getManifest());
        manifest.getEntries().clear();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        manifest.write(bytes);
        return bytes.toByteArray();
    }
}
