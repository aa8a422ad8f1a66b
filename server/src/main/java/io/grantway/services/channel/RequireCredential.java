package io.grantway.services.channel;

import io.grantway.config.Secret;
import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.Policy;
import io.grantway.http.ClientCertificate;
import io.grantway.http.Headers;
import io.grantway.http.Problem;
import io.grantway.http.QuotedString;
import io.grantway.outbound.SecurityDefinitionConfig;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;

/// The policy of a channel's `security`: a caller must bring the credential of a security
/// definition. Compared in constant time, since how long a wrong one takes must not tell how much
/// of it is right.
public final class RequireCredential implements Policy {
    /// How a caller shows it.
    private sealed interface Proof {
        /// @return empty where there is none
        Optional<Boolean> of(Call call);

        /// What is asked for where there is none (RFC 9110 §11.6.1); empty for no such field.
        String challenge();
    }

    private final String definition;
    private final String caller;
    private final Proof proof;

    private RequireCredential(String definition, String caller, Proof proof) {
        this.definition = definition;
        this.caller = caller;
        this.proof = proof;
    }

    /// Why callers cannot prove themselves by a definition; empty where they can.
    public static Optional<String> unfit(SecurityDefinitionConfig config) {
        boolean fit =
                config.basic() != null
                        || config.apiKey() != null
                        || config.bearer() != null
                        || config.mtls() != null;
        return fit
                ? Optional.empty()
                : Optional.of(
                        "callers cannot prove themselves by the security definition \""
                                + config.name()
                                + "\": it must be of the kind basic, apiKey, bearer or mtls; for"
                                + " tokens use policies: [{requireToken: …}]");
    }

    /// @throws IllegalArgumentException where callers cannot prove themselves so
    public static RequireCredential of(SecurityDefinitionConfig config) {
        SecurityDefinitionConfig.Basic basic = config.basic();
        SecurityDefinitionConfig.ApiKey key = config.apiKey();
        SecurityDefinitionConfig.Bearer bearer = config.bearer();
        SecurityDefinitionConfig.Mtls mtls = config.mtls();
        String name = config.name();
        if (basic != null) {
            return new RequireCredential(name, basic.username(), new ByPassword(name, basic));
        } else if (key != null) {
            return new RequireCredential(name, name, new ByKey(key));
        } else if (bearer != null) {
            return new RequireCredential(name, name, new ByToken(bearer.token()));
        } else if (mtls != null) {
            return new RequireCredential(
                    name, name, new ByCertificate(certificate(mtls.certificate())));
        }
        throw new IllegalArgumentException(unfit(config).orElse(name));
    }

    private static X509Certificate certificate(Secret pem) {
        return pem.expose(text -> {
            int begin = text.indexOf("-----BEGIN CERTIFICATE-----");
            byte[] bytes = text.substring(Math.max(begin, 0)).getBytes(StandardCharsets.US_ASCII);
            try {
                return (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(bytes));
            } catch (CertificateException e) {
                throw new IllegalArgumentException("certificate cannot be read", e);
            }
        });
    }

    @Override
    public Decision decide(Call call) {
        Optional<Boolean> good = proof.of(call);
        if (good.isEmpty()) {
            throw challenged(
                    Problem.of(
                                    401,
                                    "caller_missing",
                                    "this path needs a credential, which the call does not bring")
                            .because("nothing of the security definition " + definition));
        }
        if (!good.get()) {
            throw challenged(
                    Problem.of(401, "caller_unknown", "the credential of the call is not right")
                            .because(
                                    "it is another than that of the security definition "
                                            + definition));
        }
        call.record().identified(caller, definition);
        return Decision.PROCEED;
    }

    private Problem challenged(Problem problem) {
        return proof.challenge().isEmpty()
                ? problem
                : problem.with("WWW-Authenticate", proof.challenge());
    }

    private static Optional<String> scheme(Call call, String scheme) {
        Headers headers = call.head().headers();
        return headers.first("Authorization")
                .filter(value -> value.regionMatches(true, 0, scheme, 0, scheme.length()))
                .map(value -> value.substring(scheme.length()).strip());
    }

    /// RFC 7617.
    private record ByPassword(String realm, SecurityDefinitionConfig.Basic basic) implements Proof {
        @Override
        public Optional<Boolean> of(Call call) {
            return scheme(call, "Basic ").map(this::fits);
        }

        private boolean fits(String encoded) {
            byte[] given;
            try {
                given = Base64.getDecoder().decode(encoded);
            } catch (IllegalArgumentException _) {
                return false;
            }
            return basic.password()
                    .expose(password ->
                            MessageDigest.isEqual(
                                    given,
                                    (basic.username() + ":" + password)
                                            .getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public String challenge() {
            return "Basic realm=" + QuotedString.of(realm) + ", charset=\"UTF-8\"";
        }
    }

    /// RFC 6750.
    private record ByToken(Secret token) implements Proof {
        @Override
        public Optional<Boolean> of(Call call) {
            return scheme(call, "Bearer ").map(token::matches);
        }

        @Override
        public String challenge() {
            return "Bearer";
        }
    }

    /// A key in a field, the query or a cookie.
    private record ByKey(SecurityDefinitionConfig.ApiKey key) implements Proof {
        @Override
        public Optional<Boolean> of(Call call) {
            Optional<String> given =
                    switch (key.in()) {
                        case HEADER -> call.head().headers().first(key.name());
                        case QUERY -> CallKeys.takeFromQuery(call, key.name());
                        case COOKIE -> CallKeys.cookie(call, key.name());
                    };
            return given.map(text ->
                    key.value().expose(value -> Secret.of(key.prefix() + value).matches(text)));
        }

        @Override
        public String challenge() {
            return "";
        }
    }

    /// The very certificate: its key is proven by the connection.
    private record ByCertificate(X509Certificate certificate) implements Proof {
        @Override
        public Optional<Boolean> of(Call call) {
            return ClientCertificate.of(call.head().peer())
                    .map(shown -> shown.certificate().equals(certificate));
        }

        @Override
        public String challenge() {
            return "";
        }
    }
}
