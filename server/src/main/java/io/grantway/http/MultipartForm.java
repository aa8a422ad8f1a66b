package io.grantway.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the text fields of `multipart/form-data` (RFC 7578, RFC 2046 §5.1). Works on the octets as
/// Latin-1 characters, so that positions are positions of octets.
final class MultipartForm {
    private static final int MOST_PARTS = 200;
    private static final Pattern BOUNDARY =
            Pattern.compile(
                    ";\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))\\s*(?:;|$)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME =
            Pattern.compile(";\\s*name=(?:\"([^\"]*)\"|([^\\s;\"]+))", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE =
            Pattern.compile(";\\s*filename\\*?=", Pattern.CASE_INSENSITIVE);

    private MultipartForm() {}

    static Parameters parse(String contentType, Body body) {
        Matcher found = BOUNDARY.matcher(contentType);
        if (!found.find()) {
            throw malformed("its content type names no boundary");
        }
        String boundary = found.group(1) == null ? found.group(2) : found.group(1);
        String text = new String(body.bytes(), StandardCharsets.ISO_8859_1);
        return Parameters.ofEntries(parts(text, "--" + boundary));
    }

    private static List<Map.Entry<String, String>> parts(String text, String delimiter) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        int at = firstPart(text, delimiter);
        while (!text.startsWith("--", at)) {
            if (!text.startsWith("\r\n", at)) {
                throw malformed("a boundary does not stand on a line of its own");
            }
            int end = text.indexOf("\r\n" + delimiter, at);
            if (end < 0) {
                throw malformed("its last boundary is missing");
            }
            if (fields.size() == MOST_PARTS) {
                throw malformed("it has more than " + MOST_PARTS + " fields");
            }
            fields.add(field(text.substring(at + 2, Math.max(end, at + 2))));
            at = end + 2 + delimiter.length();
        }
        return fields;
    }

    private static int firstPart(String text, String delimiter) {
        if (text.startsWith(delimiter)) {
            return delimiter.length();
        }
        int preamble = text.indexOf("\r\n" + delimiter);
        if (preamble < 0) {
            throw malformed("its boundary does not appear in it");
        }
        return preamble + 2 + delimiter.length();
    }

    private static Map.Entry<String, String> field(String part) {
        int head = part.startsWith("\r\n") ? 0 : part.indexOf("\r\n\r\n");
        if (head < 0) {
            throw malformed("a field has no end of its head");
        }
        String name = name(part.substring(0, head));
        String value = part.substring(head + (head == 0 ? 2 : 4));
        return Map.entry(utf8(name), utf8(value));
    }

    private static String name(String head) {
        for (String line : head.split("\r\n", -1)) {
            if (line.regionMatches(true, 0, "Content-Disposition:", 0, 20)) {
                if (FILE.matcher(line).find()) {
                    throw malformed("it contains a file, where text fields are expected");
                }
                Matcher name = NAME.matcher(line);
                if (name.find()) {
                    return name.group(1) == null ? name.group(2) : name.group(1);
                }
            }
        }
        throw malformed("a field has no name");
    }

    private static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static Problem malformed(String why) {
        return Problem.badRequest(
                "malformed_form", "the body is not well-formed multipart/form-data: " + why);
    }
}
