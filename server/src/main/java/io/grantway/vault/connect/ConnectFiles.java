package io.grantway.vault.connect;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The scripts: the one that apps embed, and the one by which our window tells that it is done.
final class ConnectFiles {
    private static final String EMBED = resource("embed.js");
    private static final String TELL = resource("tell.js");

    /// Carries a hash of its content, so that browsers may keep it for ever.
    static final String TELL_NAME = "tell-" + TokenHash.of(TELL).fingerprint() + ".js";

    private static final String EMBED_TAG = "\"" + TokenHash.of(EMBED).fingerprint() + "\"";

    private ConnectFiles() {}

    /// For pages of others: they may load it, and its name never changes.
    static Response embed(Optional<String> known) {
        HeaderList headers =
                HeaderList.of(
                        "Content-Type", "text/javascript; charset=utf-8",
                        "Cache-Control", "public, max-age=3600",
                        "ETag", EMBED_TAG,
                        "X-Content-Type-Options", "nosniff",
                        "Access-Control-Allow-Origin", "*",
                        "Cross-Origin-Resource-Policy", "cross-origin");
        return known.filter(EMBED_TAG::equals).isPresent()
                ? new Response(304, headers, Body.EMPTY)
                : new Response(200, headers, Body.of(EMBED));
    }

    static Response tell() {
        return new Response(
                200,
                HeaderList.of(
                        "Content-Type", "text/javascript; charset=utf-8",
                        "Cache-Control", "public, max-age=31536000, immutable",
                        "X-Content-Type-Options", "nosniff",
                        "Cross-Origin-Resource-Policy", "same-origin"),
                Body.of(TELL));
    }

    private static String resource(String name) {
        try (InputStream in = ConnectFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the distribution lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
