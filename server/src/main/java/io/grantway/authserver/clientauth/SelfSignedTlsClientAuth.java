package io.grantway.authserver.clientauth;

import io.grantway.authserver.TokenCall;
import io.grantway.catalog.Client;
import io.grantway.catalog.ClientKeys;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.jose.KeyLookup;
import io.grantway.jose.PublishedKeys.Place;
import io.grantway.jose.RemoteKeys;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `self_signed_tls_client_auth`: the client's connection has a certificate with one of the keys
/// that the client has registered, whoever signed it (RFC 8705 §2.2).
final class SelfSignedTlsClientAuth implements ClientAuthMethod {
    private static final int ED25519_BYTES = 32;

    private static final Map<Integer, String> CURVES =
            Map.of(256, "P-256", 384, "P-384", 521, "P-521");

    private final RemoteKeys published;

    SelfSignedTlsClientAuth(RemoteKeys published) {
        this.published = published;
    }

    @Override
    public TokenEndpointAuthMethod name() {
        return TokenEndpointAuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH;
    }

    @Override
    public Optional<Presented> read(TokenCall call, boolean strict) {
        return TlsClientAuth.named(call);
    }

    @Override
    public Optional<String> doubt(Client client, Presented presented, TokenCall call) {
        boolean known =
                presented instanceof Presented.ByName
                        && call.certificate()
                                .map(shown -> shown.certificate().getPublicKey())
                                .filter(key -> isOf(client, key))
                                .isPresent();
        return known
                ? Optional.empty()
                : Optional.of("the connection has no certificate with a key of the client");
    }

    private boolean isOf(Client client, PublicKey key) {
        return client.credentials()
                .keys()
                .filter(keys ->
                        switch (keys) {
                            case ClientKeys.Registered(var jwks, _) -> has(jwks, key);
                            case ClientKeys.Published(var uri) ->
                                    isPublished(new Place(uri, Trust.FOREIGN), key);
                        })
                .isPresent();
    }

    private boolean isPublished(Place place, PublicKey key) {
        if (!(published.find(place) instanceof KeyLookup.Known(var keys))) {
            return false;
        }
        return has(keys.jwks(), key)
                || published.newer(place, keys).filter(newer -> has(newer.jwks(), key)).isPresent();
    }

    private static boolean has(ObjectNode jwks, PublicKey key) {
        return jwks.path("keys").valueStream().anyMatch(jwk -> same(jwk, key));
    }

    /// Whether a JWK is a key (RFC 7518 §6, RFC 8037 §2).
    private static boolean same(JsonNode jwk, PublicKey key) {
        String kty = jwk.path("kty").asString("");
        return switch (key) {
            case RSAPublicKey rsa ->
                    kty.equals("RSA")
                            && is(jwk, "n", rsa.getModulus())
                            && is(jwk, "e", rsa.getPublicExponent());
            case ECPublicKey ec ->
                    kty.equals("EC")
                            && jwk.path("crv")
                                    .asString("")
                                    .equals(CURVES.get(ec.getParams().getOrder().bitLength()))
                            && is(jwk, "x", ec.getW().getAffineX())
                            && is(jwk, "y", ec.getW().getAffineY());
            case EdECPublicKey ed ->
                    kty.equals("OKP")
                            && jwk.path("crv").asString("").equals(ed.getParams().getName())
                            && is(jwk, "x", new BigInteger(1, point(ed)));
            default -> false;
        };
    }

    private static boolean is(JsonNode jwk, String member, BigInteger number) {
        byte[] bytes = bytes(jwk, member);
        return bytes.length > 0 && new BigInteger(1, bytes).equals(number);
    }

    /// The key as RFC 8032 writes it: the end of its encoding.
    private static byte[] point(EdECPublicKey key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
    }

    private static byte[] bytes(JsonNode jwk, String member) {
        try {
            return Base64.getUrlDecoder().decode(jwk.path(member).asString(""));
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
