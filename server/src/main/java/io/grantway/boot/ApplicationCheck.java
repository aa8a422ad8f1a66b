package io.grantway.boot;

import io.grantway.authserver.SecretVerifier;
import io.grantway.catalog.ClientAuthenticationConfig;
import io.grantway.catalog.ClientKeys;
import io.grantway.catalog.ClientMetadata;
import io.grantway.catalog.ClientSecret;
import io.grantway.catalog.ClientSettings;
import io.grantway.catalog.ClientType;
import io.grantway.catalog.CredentialConfig;
import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.Secret;
import io.grantway.http.OutgoingRule;
import io.grantway.jose.KeySet;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Checks what is said of one application's client: that it can prove itself in the way it shall,
/// and that what it may do means something.
public final class ApplicationCheck {
    /// RFC 7518 §3.2: a key no shorter than the hash, here that of HS256.
    private static final int LEAST_MAC_BYTES = 32;

    private static final String SCOPE_TOKEN = "[\\x21\\x23-\\x5B\\x5D-\\x7E]+";

    private static final List<String> GRANT_TYPES =
            List.of(
                    GrantType.AUTHORIZATION_CODE.wireName(),
                    GrantType.REFRESH_TOKEN.wireName(),
                    GrantType.CLIENT_CREDENTIALS.wireName(),
                    GrantType.PASSWORD.wireName(),
                    GrantType.IMPLICIT.wireName(),
                    "urn:ietf:params:oauth:grant-type:device_code",
                    "urn:ietf:params:oauth:grant-type:token-exchange",
                    "urn:ietf:params:oauth:grant-type:jwt-bearer");

    private static final List<String> RESPONSE_TYPES =
            List.of(
                    "code",
                    "token",
                    "id_token",
                    "id_token token",
                    "code id_token",
                    "code token",
                    "code id_token token");

    private final ClientSettings client;
    private final ClientAuthenticationConfig authentication;
    private final Optional<TokenEndpointAuthMethod> method;
    private final Loaded<Configuration> loaded;
    private final Mistakes mistakes;

    ApplicationCheck(ClientSettings client, Loaded<Configuration> loaded, Mistakes mistakes) {
        this.client = client;
        this.authentication = client.authentication();
        this.method = Optional.ofNullable(authentication.method());
        this.loaded = loaded;
        this.mistakes = mistakes;
    }

    /// What is wrong with a client of a server of ours that was bound without knowing that it is
    /// one.
    ///
    /// @return a sentence each, beginning with the key
    public static List<String> mistakes(CredentialConfig client) {
        List<String> mistakes = new ArrayList<>();
        boolean secret =
                client.clientSecret() != null || !client.authentication().secrets().isEmpty();
        if (!secret
                && client.clientType() == ClientType.CONFIDENTIAL
                && client.authentication().method() == null) {
            mistakes.add("clientSecret: a confidential client needs one");
        }
        client.allowed().grantTypes().stream()
                .filter(grant -> !GRANT_TYPES.contains(grant))
                .forEach(grant -> mistakes.add("grantTypes: \"" + grant + "\" is unknown here"));
        client.redirectUris().stream()
                .map(ApplicationCheck::wrongRedirectUri)
                .filter(wrong -> !wrong.isEmpty())
                .forEach(wrong -> mistakes.add("redirectUris: " + wrong));
        return mistakes;
    }

    void run() {
        checkType();
        checkSecrets();
        checkKeys();
        checkCertificate();
        checkUris(client, "redirectUris", client.redirectUris());
        if (client instanceof CredentialConfig credential) {
            checkGrants(credential, credential.grantTypes());
        }
        checkMetadata(client.metadata());
    }

    private boolean isPublic() {
        return client.clientType() == ClientType.PUBLIC;
    }

    private void checkType() {
        if (isPublic() && method.filter(m -> m != TokenEndpointAuthMethod.NONE).isPresent()) {
            addToMethod("a public client can prove nothing: leave method out, or say none");
        }
        if (!isPublic() && method.filter(m -> m == TokenEndpointAuthMethod.NONE).isPresent()) {
            addToMethod("none is the method of a public client: say clientType: public too");
        }
    }

    private void checkSecrets() {
        boolean needed =
                !isPublic() && method.map(TokenEndpointAuthMethod::needsSecret).orElse(true);
        boolean given = client.clientSecret() != null;
        boolean more = !authentication.secrets().isEmpty();
        if (needed && !given && !more) {
            mistakes.add(
                    loaded.at(client, "clientSecret"),
                    method.map(m -> "the method " + m + " needs a clientSecret")
                            .orElse(
                                    "a confidential client needs a clientSecret (or say clientType:"
                                            + " public)"));
        }
        if (!needed && given) {
            mistakes.add(loaded.at(client, "clientSecret"), noSecret());
        }
        if (!needed && more) {
            mistakes.add(loaded.at(authentication, "secrets"), noSecret());
        }
        if (method.filter(m -> m == TokenEndpointAuthMethod.CLIENT_SECRET_JWT).isPresent()) {
            checkMacKeys();
        }
    }

    /// A secret that nobody may use is a second door, forgotten until somebody opens it.
    private String noSecret() {
        return isPublic()
                ? "a public client has no clientSecret"
                : "a client that proves itself by "
                        + method.map(TokenEndpointAuthMethod::wireName).orElse("")
                        + " has no clientSecret";
    }

    private void checkMacKeys() {
        Secret secret = client.clientSecret();
        if (secret != null) {
            wrongMacKey(secret)
                    .ifPresent(wrong -> mistakes.add(loaded.at(client, "clientSecret"), wrong));
        }
        for (ClientSecret each : authentication.secrets()) {
            wrongMacKey(each.secret())
                    .ifPresent(wrong -> mistakes.add(loaded.at(each, "secret"), wrong));
        }
    }

    private static Optional<String> wrongMacKey(Secret secret) {
        return secret.expose(text -> {
            if (SecretVerifier.isHash(text)) {
                return Optional.of("client_secret_jwt needs the secret itself, not its hash");
            }
            return text.getBytes(StandardCharsets.UTF_8).length < LEAST_MAC_BYTES
                    ? Optional.of(
                            "client_secret_jwt needs a secret of at least "
                                    + LEAST_MAC_BYTES
                                    + " bytes")
                    : Optional.empty();
        });
    }

    private void checkKeys() {
        ObjectNode jwks = authentication.jwks();
        if (jwks != null) {
            wrongKeys(jwks)
                    .ifPresent(wrong -> mistakes.add(loaded.at(authentication, "jwks"), wrong));
        } else if (authentication.jwksUri() == null
                && method.filter(TokenEndpointAuthMethod::needsKeys).isPresent()) {
            addToMethod(
                    "the method "
                            + authentication.method()
                            + " needs jwks, the client's public keys, or jwksUri, where they are"
                            + " published");
        }
        checkKeysUri();
    }

    private void checkKeysUri() {
        URI uri = authentication.jwksUri();
        if (uri == null) {
            return;
        }
        if (authentication.jwks() != null) {
            mistakes.add(
                    loaded.at(authentication, "jwksUri"),
                    "give jwks or jwksUri, not both (RFC 7591 §2)");
        }
        OutgoingRule.PUBLIC_ONLY
                .refusal(uri)
                .ifPresent(why ->
                        mistakes.add(loaded.at(authentication, "jwksUri"), "the address " + why));
    }

    private Optional<String> wrongKeys(ObjectNode jwks) {
        try {
            KeySet keys = ClientKeys.of(jwks).signing();
            JsonNode list = jwks.path("keys");
            if (list.isEmpty()) {
                return Optional.of("a key set needs at least one key");
            }
            if (list.valueStream().anyMatch(key -> key.has("k"))) {
                return Optional.of("a shared secret has no place among public keys");
            }
            boolean signs =
                    method.filter(m -> m == TokenEndpointAuthMethod.PRIVATE_KEY_JWT).isPresent();
            return signs && keys.isEmpty()
                    ? Optional.of(
                            "no key of the set can verify a signature: "
                                    + String.join("; ", keys.skipped()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private void checkCertificate() {
        boolean byName =
                method.filter(m -> m == TokenEndpointAuthMethod.TLS_CLIENT_AUTH).isPresent();
        boolean given = authentication.certificate() != null;
        if (byName && !given) {
            addToMethod("the method tls_client_auth needs certificate: the name in it");
        }
        if (!byName && given) {
            mistakes.add(
                    loaded.at(authentication, "certificate"),
                    "only the method tls_client_auth looks at the name in a certificate");
        }
    }

    private void addToMethod(String message) {
        mistakes.add(loaded.at(authentication, "method"), message);
    }

    private void checkMetadata(ClientMetadata metadata) {
        checkGrants(metadata, metadata.grantTypes());
        if (metadata.requireSignedRequestObject()
                && authentication.jwks() == null
                && authentication.jwksUri() == null) {
            mistakes.add(
                    loaded.at(metadata, "requireSignedRequestObject"),
                    "signed requests need authentication.jwks, the client's public keys, or"
                            + " jwksUri, where they are published");
        }
        known(metadata, "responseTypes", metadata.responseTypes(), RESPONSE_TYPES);
        if (metadata.dpopBoundAccessTokens() && metadata.certificateBoundAccessTokens()) {
            mistakes.add(
                    loaded.at(metadata, "certificateBoundAccessTokens"),
                    "a token is bound to one key: leave this or dpopBoundAccessTokens out");
        }
        for (int i = 0; i < metadata.scopes().size(); i++) {
            if (!metadata.scopes().get(i).matches(SCOPE_TOKEN)) {
                mistakes.add(
                        loaded.at(metadata, "scopes", i),
                        "a scope has no spaces, quotes or backslashes, and only ASCII");
            }
        }
    }

    private void checkGrants(Record record, List<String> grants) {
        known(record, "grantTypes", grants, GRANT_TYPES);
        int machine = grants.indexOf(GrantType.CLIENT_CREDENTIALS.wireName());
        if (isPublic() && machine >= 0) {
            // RFC 6749 §4.4: whoever knows the name of the client would have its tokens.
            mistakes.add(
                    loaded.at(record, "grantTypes", machine),
                    "client_credentials is for confidential clients only");
        }
    }

    private void known(Record record, String key, List<String> values, List<String> known) {
        for (int i = 0; i < values.size(); i++) {
            if (!known.contains(values.get(i))) {
                mistakes.addUnknown(
                        loaded.at(record, key, i),
                        "\"" + values.get(i) + "\" is unknown here",
                        values.get(i),
                        known);
            }
        }
    }

    private void checkUris(Object record, String key, List<String> uris) {
        for (int i = 0; i < uris.size(); i++) {
            String wrong = wrongRedirectUri(uris.get(i));
            if (!wrong.isEmpty()) {
                mistakes.add(loaded.at(record, key, i), wrong);
            }
        }
    }

    /// RFC 6749 §3.1.2: absolute, and without a fragment.
    private static String wrongRedirectUri(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getScheme() == null || (uri.getHost() == null && uri.getPath() == null)) {
                return "a redirect URI is absolute: scheme, host and path";
            }
            return uri.getRawFragment() == null ? "" : "a redirect URI has no fragment (#…)";
        } catch (IllegalArgumentException _) {
            return "this is not a URI";
        }
    }
}
