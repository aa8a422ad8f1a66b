package io.grantway.authserver.endpoint;

import io.grantway.authserver.Answers;
import io.grantway.authserver.DpopProofs;
import io.grantway.authserver.OAuthParameters;
import io.grantway.authserver.Sender;
import io.grantway.authserver.SentProofs;
import io.grantway.authserver.Terms;
import io.grantway.authserver.TokenCall;
import io.grantway.http.CallRecord;
import io.grantway.http.ClientCertificate;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.http.TokenUse;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.Optional;
import java.util.function.Function;

/// What every endpoint asks of a request that a client sends by itself: POST, TLS, and nothing in
/// the query, since addresses end up in logs (RFC 6749 §2.3.1, §3.2).
///
/// @param proofs of keys that requests come with
record ClientRequests(Terms terms, Answers answers, DpopProofs proofs) {
    /// Does the work, or answers why not.
    Response handle(Request request, Function<TokenCall, Response> work) {
        return proofs.answering(
                request,
                answers.guarded(
                        request,
                        parameters -> {
                            Answers.requirePost(request);
                            if (!terms.transport().admits(request.head())) {
                                throw new OAuthRefusal(Refusal.INSECURE_TRANSPORT)
                                        .because(
                                                "the request came over plain HTTP, and no trusted"
                                                        + " proxy says that it was HTTPS before");
                            }
                            if (!OAuthParameters.ofQuery(request).isEmpty()) {
                                throw new OAuthRefusal(Refusal.PARAMETERS_IN_QUERY);
                            }
                            refuseRepeated(parameters);
                            return work.apply(
                                    new TokenCall(
                                            parameters,
                                            request.header("Authorization"),
                                            ClientCertificate.of(request.head().peer()),
                                            SentProofs.of(terms, request),
                                            new Sender(
                                                    request.head().peer().clientAddress(),
                                                    request.id()),
                                            Optional.empty()));
                        }));
    }

    /// Notes what the call that is being answered does to a token.
    void note(TokenUse.Event event, String application) {
        CallRecord.current().usesToken(terms.place().use(event, application));
    }

    /// RFC 6749 §3.2. Else one reader could take the first and another the last.
    private static void refuseRepeated(OAuthParameters parameters) {
        parameters
                .repeated()
                .ifPresent(name -> {
                    throw new OAuthRefusal(
                            Refusal.REPEATED_PARAMETER,
                            name,
                            "the parameter " + name + " is given more than once");
                });
    }

    /// The token that a request is about (RFC 7009 §2.1, RFC 7662 §2.1).
    static String token(TokenCall call) {
        return call.parameters()
                .text("token")
                .orElseThrow(() -> new OAuthRefusal(Refusal.TOKEN_PARAMETER_MISSING));
    }
}
