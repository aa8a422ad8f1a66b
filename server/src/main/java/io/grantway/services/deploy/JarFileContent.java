package io.grantway.services.deploy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Reads a jar into memory, and finds the services that it declares: in
/// `META-INF/services/io.grantway.service.Service`, else in the manifest's `Grantway-Services`,
/// else all that it has.
final class JarFileContent {
    private static final String DECLARATION = "META-INF/services/io.grantway.service.Service";
    private static final String ATTRIBUTE = "Grantway-Services";

    /// Unpacked; a jar larger than this is taken for a mistake or a trap.
    private static final long MOST_BYTES = 256L << 20;

    private JarFileContent() {}

    static Content read(String file, byte[] bytes) throws Refused {
        Map<String, byte[]> classes = new HashMap<>();
        Map<String, byte[]> resources = new HashMap<>();
        @Nullable String attribute = null;
        long size = 0;
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(bytes), false)) {
            if (jar.getManifest() != null) {
                Attributes main = jar.getManifest().getMainAttributes();
                attribute = main.getValue(ATTRIBUTE);
            }
            for (@Nullable ZipEntry entry = jar.getNextEntry();
                    entry != null;
                    entry = jar.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                byte[] content = jar.readNBytes((int) (MOST_BYTES - size));
                size += content.length;
                if (size >= MOST_BYTES) {
                    throw new Refused(file + ": is larger than 256 MiB when unpacked");
                }
                put(entry.getName(), content, classes, resources);
            }
        } catch (ZipException e) {
            throw new Refused(file + ": is no jar: " + e.getMessage());
        } catch (IOException e) {
            throw new Refused(file + ": cannot be read: " + e.getMessage());
        }
        if (classes.isEmpty()) {
            throw new Refused(file + ": is no jar, or has no classes");
        }
        List<String> declared = declared(resources, attribute);
        return declared.isEmpty()
                ? new Content(
                        classes, resources, classes.keySet().stream().sorted().toList(), false)
                : new Content(classes, resources, declared, true);
    }

    private static void put(
            String name,
            byte[] content,
            Map<String, byte[]> classes,
            Map<String, byte[]> resources) {
        if (name.endsWith(".class")
                && !name.startsWith("META-INF/")
                && !name.endsWith("module-info.class")) {
            classes.put(
                    name.substring(0, name.length() - ".class".length()).replace('/', '.'),
                    content);
        } else {
            resources.put(name, content);
        }
    }

    private static List<String> declared(
            Map<String, byte[]> resources, @Nullable String attribute) {
        byte @Nullable [] list = resources.get(DECLARATION);
        List<String> names = new ArrayList<>();
        if (list != null) {
            new String(list, StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .forEach(names::add);
        } else if (attribute != null) {
            for (String name : attribute.split(",", -1)) {
                if (!name.isBlank()) {
                    names.add(name.strip());
                }
            }
        }
        return names;
    }
}
