package io.grantway.supply;

import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a token is kept by: the hash of everything that makes it the right one. Two definitions
/// that differ in anything of it can never be given each other's tokens.
///
/// Each part is written with its length before it, so that no two lists of parts give the same
/// bytes (`a.b` and `c` are not `a` and `b.c`).
final class SupplyKey {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

    private SupplyKey() {}

    /// Of the token that a definition gets at an endpoint.
    static TokenHash token(DefinitionName name, OAuth2Config config, String endpoint) {
        return new SupplyKey().name(name).text(endpoint).all(config).hash();
    }

    /// Of what a definition keeps from one configuration to the next: all but a rotated refresh
    /// token ends with any change; that one lives as long as what it was begun with.
    static TokenHash grant(DefinitionName name, OAuth2Config config, String endpoint) {
        if (config.grantType() != TokenGrant.REFRESH_TOKEN) {
            return token(name, config, endpoint);
        }
        return new SupplyKey()
                .name(name)
                .text(endpoint)
                .text(config.grantType().wireName())
                .text(config.clientId())
                .secret(config.refreshToken())
                .hash();
    }

    /// Of somebody's grant, whose tokens go on whatever is changed of how they are asked for.
    static TokenHash holder(DefinitionName name) {
        return new SupplyKey().text("grants").name(name).hash();
    }

    private SupplyKey name(DefinitionName name) {
        return text(name.workspace()).text(name.definition());
    }

    private SupplyKey all(OAuth2Config config) {
        text(config.tokenEndpoint()).text(config.issuer()).text(config.metadata());
        text(config.grantType().wireName()).text(config.clientId()).secret(config.clientSecret());
        text(config.authentication().wireName()).secret(config.privateKey()).text(config.keyId());
        secret(config.certificate());
        AssertionConfig assertion = config.assertion();
        text(assertion.algorithm()).text(assertion.audience()).text(assertion.lifetime());
        text(assertion.jku());
        secret(config.refreshToken()).text(config.username()).secret(config.password());
        bearer(config.jwt());
        ExchangeConfig exchange = config.exchange();
        text(exchange.subjectTokenType()).text(exchange.requestedTokenType());
        secret(exchange.actorToken()).text(exchange.actorTokenType());
        list(config.scopes()).text(config.audience()).list(config.resource());
        map(config.fields()).map(config.extra());
        Map<String, String> headers = new TreeMap<>();
        config.headers().forEach((name, value) -> headers.put(name, value.expose(it -> it)));
        map(headers).text(config.body()).text(config.scopeSeparator());
        ResponseConfig response = config.response();
        text(response.accessToken()).text(response.expiresIn()).text(response.refreshToken());
        text(response.tokenType()).text(response.scope()).list(response.errors());
        list(response.contentTypes()).list(response.dead());
        return text(config.expiresInUnit()).text(config.defaultLifetime());
    }

    private void bearer(@Nullable JwtBearerConfig jwt) {
        if (jwt == null) {
            text((String) null);
            return;
        }
        text(jwt.issuer()).text(jwt.subject()).text(jwt.audience()).map(jwt.claims());
        secret(jwt.privateKey()).text(jwt.keyId()).text(jwt.lifetime());
    }

    private SupplyKey text(@Nullable Object value) {
        return text(value == null ? null : value.toString());
    }

    private SupplyKey text(@Nullable Duration value) {
        return text(value == null ? null : value.toString());
    }

    /// Nothing is another thing than an empty text.
    private SupplyKey text(@Nullable String value) {
        if (value == null) {
            return length(-1);
        }
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        length(encoded.length);
        bytes.writeBytes(encoded);
        return this;
    }

    private SupplyKey secret(@Nullable Secret value) {
        return value == null ? length(-1) : value.expose(this::text);
    }

    private SupplyKey list(List<String> values) {
        length(values.size());
        values.forEach(this::text);
        return this;
    }

    private SupplyKey map(Map<String, String> values) {
        length(values.size());
        new TreeMap<>(values).forEach((name, value) -> text(name).text(value));
        return this;
    }

    private SupplyKey length(int length) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        return this;
    }

    private TokenHash hash() {
        try {
            return TokenHash.of(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
