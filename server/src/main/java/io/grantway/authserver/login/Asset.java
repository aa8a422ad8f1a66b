package io.grantway.authserver.login;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// A file that pages link to. Its name carries a hash of its content, so that browsers may keep it
/// for ever and a changed one is fetched at once.
public final class Asset {
    private static final int MOST_LOGO_BYTES = 256 * 1024;

    private final String name;
    private final String contentType;
    private final Body body;

    private Asset(String stem, String extension, String contentType, byte[] content) {
        String hash = HexFormat.of().formatHex(sha256(content), 0, 8);
        this.name = stem + "-" + hash + "." + extension;
        this.contentType = contentType;
        this.body = Body.of(content);
    }

    /// The pages' stylesheet in an operator's colours.
    public static Asset stylesheet(Palette palette) {
        String css = palette.properties() + resource("pages.css");
        return new Asset("pages", "css", "text/css; charset=utf-8", utf8(css));
    }

    /// What asks browsers for passkeys.
    static Asset script() {
        return new Asset(
                "passkeys", "js", "text/javascript; charset=utf-8", utf8(resource("passkeys.js")));
    }

    /// The mark for the browser's tab and the head of the pages, where there is no logo.
    public static Asset icon(Palette palette) {
        String svg =
                resource("icon.svg")
                        .replace("FILL", palette.fill())
                        .replace("STROKE", palette.onFill());
        return new Asset("icon", "svg", "image/svg+xml", utf8(svg));
    }

    /// @throws IllegalArgumentException where the file cannot be used; names the key and the file
    public static Asset logo(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        String contentType =
                switch (extension) {
                    case "svg" -> "image/svg+xml";
                    case "png" -> "image/png";
                    case "jpg", "jpeg" -> "image/jpeg";
                    case "webp" -> "image/webp";
                    default -> throw unusable(file, "is not a .svg, .png, .jpg or .webp file");
                };
        return new Asset("logo", extension, contentType, logoBytes(file));
    }

    public String name() {
        return name;
    }

    /// With the header fields that let browsers keep it.
    public Response response() {
        // An SVG opened by itself is a document, and could run what scripts it holds.
        HeaderList headers =
                HeaderList.of(
                        "Content-Type", contentType,
                        "Cache-Control", "public, max-age=31536000, immutable",
                        "X-Content-Type-Options", "nosniff",
                        "Cross-Origin-Resource-Policy", "same-origin",
                        "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        return new Response(200, headers, body);
    }

    private static byte[] logoBytes(Path file) {
        try {
            if (Files.size(file) > MOST_LOGO_BYTES) {
                throw unusable(file, "is larger than 256 KiB");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unusable(file, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static IllegalArgumentException unusable(Path file, String why) {
        return new IllegalArgumentException("logo: " + file + " " + why);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String resource(String name) {
        try (InputStream in = Asset.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the distribution lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
