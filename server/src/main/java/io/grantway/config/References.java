package io.grantway.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts in the place of `${env:NAME}`, `${env:NAME:default}` and `${file:PATH}` what they refer to.
/// What comes in is not searched again. `$${` stands for `${`.
final class References {
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:(\\$\\{)|\\{([^}]*)(\\}?))");
    private static final Pattern ENVIRONMENT =
            Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]*)(?::(.*))?", Pattern.DOTALL);
    private static final Pattern LAST_NEWLINE = Pattern.compile("\\r?\\n\\z");
    private static final String HOW =
            "write ${env:NAME}, ${env:NAME:default} or ${file:PATH}, and $${ for ${ itself";

    private final Map<String, String> environment;
    private final Map<Path, String> digests;
    private final Mistakes mistakes;

    /// @param digests takes a digest of each file referred to
    References(Map<String, String> environment, Map<Path, String> digests, Mistakes mistakes) {
        this.environment = environment;
        this.digests = digests;
        this.mistakes = mistakes;
    }

    /// A text with its references resolved.
    ///
    /// @param referred whether it came from elsewhere, even in part, and must not be repeated
    record Text(String text, boolean referred) {
        boolean isEmptyReference() {
            return referred && text.isEmpty();
        }
    }

    /// @return empty, with a mistake added, where something referred to is not there
    Optional<Text> resolve(Node.Scalar scalar) {
        String text = scalar.text();
        boolean hidden = !scalar.source().quotable();
        if (text.indexOf("${") < 0 || !scalar.source().references()) {
            return Optional.of(new Text(text, hidden));
        }
        StringBuilder resolved = new StringBuilder();
        boolean referred = false;
        boolean complete = true;
        int end = 0;
        for (Matcher found = REFERENCE.matcher(text); found.find(); end = found.end()) {
            resolved.append(text, end, found.start());
            if (found.group(1) != null) {
                resolved.append("${");
                continue;
            }
            Optional<String> value =
                    found.group(3).isEmpty() ? unclosed(scalar) : value(scalar, found.group(2));
            value.ifPresent(resolved::append);
            complete &= value.isPresent();
            referred = true;
        }
        resolved.append(text, end, text.length());
        boolean hide = referred || hidden;
        return complete ? Optional.of(new Text(resolved.toString(), hide)) : Optional.empty();
    }

    private Optional<String> unclosed(Node.Scalar scalar) {
        mistakes.add(scalar.place(), "the } of a ${…} is missing; " + HOW);
        return Optional.empty();
    }

    private Optional<String> value(Node.Scalar scalar, String reference) {
        if (reference.startsWith("file:")) {
            return file(scalar, reference.substring("file:".length()));
        }
        Matcher named = ENVIRONMENT.matcher(reference);
        if (!named.matches()) {
            mistakes.add(scalar.place(), "is no reference that is known; " + HOW);
            return Optional.empty();
        }
        String value = environment.getOrDefault(named.group(1), named.group(2));
        if (value == null) {
            String name = named.group(1);
            mistakes.add(
                    scalar.place(),
                    "the environment variable %s is not set; set it, or write a default: ${env:%s:…}"
                            .formatted(name, name));
        }
        return Optional.ofNullable(value);
    }

    private Optional<String> file(Node.Scalar scalar, String name) {
        Path directory = scalar.source().directory();
        if (directory == null) {
            mistakes.add(
                    scalar.place(),
                    "${file:…} names a file, which only a configuration in a file may do");
            return Optional.empty();
        }
        try {
            return Optional.of(content(directory.resolve(name).normalize()));
        } catch (InvalidPathException e) {
            mistakes.add(scalar.place(), "${file:…} names no path: " + e.getReason());
        } catch (CharacterCodingException e) {
            mistakes.add(scalar.place(), "the file " + name + " is not text in UTF-8");
        } catch (IOException e) {
            mistakes.add(scalar.place(), "the file " + name + " cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private String content(Path file) throws IOException {
        digests.put(file, Disk.digest(file));
        byte[] bytes = Disk.read(file);
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return LAST_NEWLINE.matcher(text).replaceFirst("");
    }
}
