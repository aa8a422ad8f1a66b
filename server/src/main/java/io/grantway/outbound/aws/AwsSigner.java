package io.grantway.outbound.aws;

import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.outbound.AwsSigV4Config;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs requests by AWS Signature Version 4, in the `Authorization` header. Thread-safe.
public final class AwsSigner {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final AwsSigV4Config config;
    private final InstantSource clock;

    public AwsSigner(AwsSigV4Config config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /// Whether a body can go unsigned, as one that is read while it is sent must. S3 alone knows
    /// that.
    public boolean sendsUnsigned() {
        return config.isS3();
    }

    /// Header fields to set on a request, which take the place of its own of those names.
    ///
    /// @param uri as it goes out, absolute
    /// @param headers of the request; `Content-Type` and `X-Amz-…` are signed
    /// @param body empty for one that goes unsigned
    public HeaderList sign(String method, URI uri, HeaderList headers, Optional<Body> body) {
        if (body.isEmpty() && !sendsUnsigned()) {
            throw new IllegalArgumentException(
                    "a body that is read while it is sent cannot be signed for "
                            + config.service());
        }
        String hash = body.map(each -> hex(sha256(each.bytes()))).orElse(UNSIGNED);
        String time = TIME.format(clock.instant());
        HeaderList own = HeaderList.of("X-Amz-Date", time);
        if (config.isS3()) {
            own = own.with("X-Amz-Content-Sha256", hash);
        }
        Secret session = config.sessionToken();
        if (session != null) {
            own = own.with("X-Amz-Security-Token", session.expose(text -> text));
        }
        CanonicalRequest canonical =
                new CanonicalRequest(method, uri, signed(uri, headers, own), hash, config.isS3());
        return own.with("Authorization", authorization(canonical, time));
    }

    private static SortedMap<String, String> signed(URI uri, HeaderList headers, HeaderList own) {
        SortedMap<String, String> signed = new TreeMap<>();
        headers.forEach((field, _) -> {
            String name = field.toLowerCase(Locale.ROOT);
            if (name.equals("content-type") || name.startsWith("x-amz-")) {
                signed.put(name, value(headers, name));
            }
        });
        own.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value));
        signed.put("host", host(uri));
        return signed;
    }

    private static String value(HeaderList headers, String name) {
        return String.join(
                ",",
                headers.all(name).stream()
                        .map(each -> each.strip().replaceAll(" +", " "))
                        .toList());
    }

    /// As the `Host` header says it: without a port that goes without saying.
    private static String host(URI uri) {
        int usual = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        boolean plain = uri.getPort() < 0 || uri.getPort() == usual;
        return plain ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    private String authorization(CanonicalRequest request, String time) {
        String date = time.substring(0, 8);
        String scope = String.join("/", date, config.region(), config.service(), "aws4_request");
        String hashed = hex(sha256(request.text().getBytes(StandardCharsets.UTF_8)));
        String signature = hex(hmac(key(date), String.join("\n", ALGORITHM, time, scope, hashed)));
        return ALGORITHM
                + " Credential="
                + config.accessKeyId()
                + "/"
                + scope
                + ", SignedHeaders="
                + request.signedHeaders()
                + ", Signature="
                + signature;
    }

    private byte[] key(String date) {
        byte[] start =
                config.secretAccessKey()
                        .expose(secret -> ("AWS4" + secret).getBytes(StandardCharsets.UTF_8));
        byte[] ofRegion = hmac(hmac(start, date), config.region());
        return hmac(hmac(ofRegion, config.service()), "aws4_request");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
