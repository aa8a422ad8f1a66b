package io.grantway.catalog;

import io.grantway.config.Key;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// How a client proves itself (RFC 7591 §2).
public record ClientAuthenticationConfig(
        @Key(
                        "The one way in which the client proves itself. Where absent: its secret,"
                                + " by `client_secret_basic` or `client_secret_post`; `none` for a"
                                + " public client.")
                @Nullable TokenEndpointAuthMethod method,
        @Key("More secrets beside `clientSecret`: each that has not expired counts.")
                List<ClientSecret> secrets,
        @Key(
                        value =
                                "The client's public keys, a JWK set (RFC 7517 §5): for"
                                        + " `private_key_jwt` and `self_signed_tls_client_auth`.",
                        example = "'${file:billing.jwks.json}'")
                @Nullable ObjectNode jwks,
        @Key(
                        value =
                                "Where the client publishes them instead, and changes them when it"
                                        + " likes: a public address over HTTPS, or one that"
                                        + " `server.outgoing.allow` opens.",
                        example = "https://client.example/jwks.json")
                @Nullable URI jwksUri,
        @Key("The name in the client's certificate, for `tls_client_auth`.")
                @Nullable CertificateName certificate) {
    public static final ClientAuthenticationConfig NONE =
            new ClientAuthenticationConfig(null, List.of(), null, null, null);
}
