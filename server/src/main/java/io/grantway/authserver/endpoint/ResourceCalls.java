package io.grantway.authserver.endpoint;

import io.grantway.authserver.AccessTokens;
import io.grantway.authserver.DpopProofs;
import io.grantway.authserver.Issuer;
import io.grantway.authserver.ProfileRules;
import io.grantway.authserver.SentProofs;
import io.grantway.authserver.Terms;
import io.grantway.http.ClientCertificate;
import io.grantway.http.QuotedString;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.Confirmation;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What every resource of the server itself asks of a call: an access token of its own, from
/// whoever may use it (RFC 6750 §2.1, RFC 9449 §7, RFC 8705 §3).
record ResourceCalls(Terms terms, Issuer issuer, AccessTokens tokens, DpopProofs proofs) {
    private static final String INVALID_TOKEN = "error=\"invalid_token\"";

    /// How a token is presented (RFC 9110 §11.4).
    private enum Scheme {
        BEARER("Bearer"),
        DPOP("DPoP");

        private final String wireName;

        Scheme(String wireName) {
            this.wireName = wireName;
        }
    }

    private record Presented(Scheme scheme, String token) {
        static Optional<Presented> of(Request request) {
            return request.header("Authorization").flatMap(Presented::parse);
        }

        private static Optional<Presented> parse(String value) {
            int space = value.indexOf(' ');
            String name = value.substring(0, Math.max(space, 0)).toLowerCase(Locale.ROOT);
            String token = value.substring(space + 1).strip();
            return switch (name) {
                case "bearer" -> Optional.of(new Presented(Scheme.BEARER, token));
                case "dpop" -> Optional.of(new Presented(Scheme.DPOP, token));
                default -> Optional.empty();
            };
        }
    }

    /// Does the work with what the token stands for, or answers why not.
    Response handle(Request request, Function<AccessToken, Response> work) {
        return proofs.answering(request, answer(request, work));
    }

    private Response answer(Request request, Function<AccessToken, Response> work) {
        Optional<Presented> presented = Presented.of(request);
        if (presented.isEmpty()) {
            return Response.empty(401)
                    .with("WWW-Authenticate", "Bearer")
                    .with("WWW-Authenticate", challenge(Scheme.DPOP, ""));
        }
        Optional<AccessToken> token = tokens.find(terms, presented.get().token());
        if (token.isEmpty()) {
            return refused(presented.get().scheme(), 401, INVALID_TOKEN);
        }
        try {
            return mayUse(request, presented.get(), token.get())
                    ? work.apply(token.get())
                    : refused(scheme(token.get()), 401, INVALID_TOKEN);
        } catch (OAuthRefusal refusal) {
            return refused(Scheme.DPOP, 401, describe(refusal.refusal()));
        }
    }

    /// Whether the sender holds what the token is bound to. To take a bound token as a plain one
    /// would make it as good to a thief as any other (RFC 9449 §7.2).
    private boolean mayUse(Request request, Presented presented, AccessToken token) {
        Optional<Confirmation> bound = token.claims().confirmation();
        if (bound.isEmpty()) {
            return presented.scheme() == Scheme.BEARER;
        }
        return switch (bound.get()) {
            case Confirmation.ByCertificate(var thumbprint) ->
                    presented.scheme() == Scheme.BEARER
                            && ClientCertificate.of(request.head().peer())
                                    .filter(it -> it.thumbprint().equals(thumbprint))
                                    .isPresent();
            case Confirmation.ByDpop _ ->
                    presented.scheme() == Scheme.DPOP
                            && key(request, presented.token()).equals(bound);
        };
    }

    private Optional<Confirmation> key(Request request, String token) {
        Optional<Confirmation> key =
                proofs.key(
                        issuer.config(),
                        ProfileRules.of(terms.profile()),
                        SentProofs.of(terms, request),
                        Optional.of(token));
        if (key.isEmpty()) {
            throw new OAuthRefusal(Refusal.DPOP_PROOF_MISSING);
        }
        return key;
    }

    /// Refuses in the scheme that a token is to be sent by.
    Response refused(AccessToken token, int status, String why) {
        return refused(scheme(token), status, why);
    }

    private static Scheme scheme(AccessToken token) {
        return token.type().equals("DPoP") ? Scheme.DPOP : Scheme.BEARER;
    }

    private Response refused(Scheme scheme, int status, String why) {
        return Response.empty(status).with("WWW-Authenticate", challenge(scheme, why));
    }

    /// RFC 9449 §7.1
    private String challenge(Scheme scheme, String why) {
        String algorithms =
                DpopProofs.algorithms(ProfileRules.of(terms.profile())).stream()
                        .map(SigningAlgorithm::wireName)
                        .collect(Collectors.joining(" "));
        String all =
                switch (scheme) {
                    case BEARER -> why;
                    case DPOP ->
                            (why.isEmpty() ? "" : why + ", ")
                                    + "algs="
                                    + QuotedString.of(algorithms);
                };
        return (scheme.wireName + " " + all).strip();
    }

    private static String describe(Refusal refusal) {
        return "error="
                + QuotedString.of(refusal.code().wireName())
                + ", error_description="
                + QuotedString.of(refusal.text());
    }
}
