package io.grantway.oauth;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The key that whoever uses a token must prove to hold (RFC 7800 §3).
public sealed interface Confirmation {
    /// SHA-256 of it, base64url without padding.
    String thumbprint();

    /// Its name in `cnf`.
    String member();

    /// The key that signs the proofs of DPoP (RFC 9449 §6.1).
    record ByDpop(String thumbprint) implements Confirmation {
        @Override
        public String member() {
            return "jkt";
        }
    }

    /// The certificate of the connection (RFC 8705 §3.1).
    record ByCertificate(String thumbprint) implements Confirmation {
        @Override
        public String member() {
            return "x5t#S256";
        }
    }

    /// What a `cnf` says; empty where there is none that we know.
    static Optional<Confirmation> of(JsonNode cnf) {
        if (cnf.path("jkt").isString()) {
            return Optional.of(new ByDpop(cnf.path("jkt").asString()));
        }
        return cnf.path("x5t#S256").isString()
                ? Optional.of(new ByCertificate(cnf.path("x5t#S256").asString()))
                : Optional.empty();
    }
}
