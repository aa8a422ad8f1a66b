package io.grantway.gateway.policy;

import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.catalog.OAuth2Settings;
import io.grantway.catalog.ProtectedApi;
import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.Policy;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import io.grantway.http.Body;
import io.grantway.http.Handler;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.EndpointPath;
import io.grantway.oauth.TokenHash;
import io.grantway.token.TokenCache;
import io.grantway.token.Verdict;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// The `oauth2` policy: a call needs a good access token of its API (RFC 6750), and the OAuth
/// endpoints below the API's paths are served instead of forwarded.
public final class OAuth2 implements Policy {
    /// Of a request to an endpoint.
    private static final long ENDPOINT_BODY = 64 * 1024L;

    /// Of a form that is searched for a token. A larger one is forwarded unread.
    private static final long FORM = 1024 * 1024L;

    private final ProtectedApi api;
    private final TokenCache tokens;
    private final Handler endpoints;
    private final Executor virtualThreads;
    private final PresentedToken presented;
    private final BearerAnswers answers;
    private final Admission admission;

    /// @param catalog the clients in force; asked anew for each call
    /// @param endpoints answers requests for the API's OAuth endpoints
    /// @param virtualThreads runs what blocks: the endpoints, and the look-up of tokens that are
    ///   not in memory
    public OAuth2(
            ProtectedApi api,
            TokenCache tokens,
            Supplier<Catalog> catalog,
            Handler endpoints,
            Executor virtualThreads) {
        this.api = api;
        this.tokens = tokens;
        this.endpoints = endpoints;
        this.virtualThreads = virtualThreads;
        this.presented =
                new PresentedToken(api.settings().authHeaderName(), api.settings().strict());
        this.answers = new BearerAnswers(api.settings());
        this.admission =
                new Admission(
                        new PolicyKind.Site(api.workspace(), api.id(), api.name()),
                        api.settings().anonymous(),
                        catalog);
    }

    public static OAuth2 of(OAuth2Settings settings, PolicyKind.Site site, PolicyParts parts) {
        ProtectedApi api = new ProtectedApi(site.workspace(), site.api(), site.apiName(), settings);
        return new OAuth2(
                api,
                parts.tokens(),
                parts.catalog(),
                parts.oauth2Endpoints().apply(api),
                parts.blocking());
    }

    @Override
    public String name() {
        return "oauth2";
    }

    @Override
    public Decision decide(Call call) {
        if (EndpointPath.of(call.head().target().path()) != EndpointPath.NONE) {
            return serve(call);
        }
        if (admission.isSettled(call)) {
            Identity.saidByAnother(call.upstreamHeaders());
            return Decision.PROCEED;
        }
        Optional<String> token = presented.inHead(call);
        if (api.settings().hideCredentials()) {
            presented.hideInHead(call);
        }
        if (token.isPresent()) {
            return check(call, token.get());
        }
        return presented.mayBeInBody(call, FORM) ? searchBody(call) : missing(call);
    }

    private Decision serve(Call call) {
        return new Decision.Wait(
                call.body(ENDPOINT_BODY)
                        .thenApplyAsync(body -> answer(call, body), virtualThreads));
    }

    private Decision answer(Call call, Body body) {
        Request request = new Request(call.head(), body);
        return new Decision.Answer(call.record().during(endpoints, request));
    }

    private Decision searchBody(Call call) {
        return new Decision.Wait(call.body(FORM).thenCompose(body -> checkForm(call, body)));
    }

    private CompletionStage<Decision> checkForm(Call call, Body body) {
        Optional<String> token = presented.inBody(body);
        if (token.isEmpty()) {
            return CompletableFuture.completedFuture(missing(call));
        }
        if (api.settings().hideCredentials()) {
            presented.hideInBody(call, body);
        }
        return Decision.stage(check(call, token.get()));
    }

    private Decision check(Call call, String token) {
        TokenHash hash = TokenHash.of(token);
        Optional<Verdict> known = tokens.known(hash);
        if (known.isPresent()) {
            return decide(call, hash, known.get());
        }
        return new Decision.Wait(
                CompletableFuture.supplyAsync(
                        () -> decide(call, hash, tokens.validate(hash, token)), virtualThreads));
    }

    private Decision decide(Call call, TokenHash hash, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Valid(var token) -> admit(call, hash, token);
            case Verdict.Rejected(var reason) ->
                    refuse(call, answers.invalid(), reason, "the token " + hash + " is not good");
            case Verdict.Unknown(var reason) -> {
                call.record()
                        .refused(reason, "nobody could say whether the token " + hash + " is good");
                yield new Decision.Answer(BearerAnswers.undecided(call.head().id()));
            }
        };
    }

    private Decision admit(Call call, TokenHash hash, AccessToken token) {
        if (!token.workspace().equals(api.workspace())) {
            return refuse(
                    call,
                    answers.invalid(),
                    "token_of_another_workspace",
                    "the token " + hash + " belongs to workspace " + token.workspace());
        }
        Optional<UUID> audience = token.audience();
        if (audience.isEmpty() && !api.settings().globalCredentials()) {
            return refuse(
                    call,
                    answers.global(),
                    "token_global",
                    "the token " + hash + " is global and globalCredentials is off");
        }
        if (audience.isPresent() && !audience.get().equals(api.id())) {
            return refuse(
                    call,
                    answers.invalid(),
                    "token_of_another_api",
                    "the token " + hash + " was issued for the API " + audience.get());
        }
        Optional<Client> client = admission.catalog().client(token.client());
        if (client.isEmpty()) {
            return refuse(
                    call,
                    answers.invalid(),
                    "client_removed",
                    "the token " + hash + " belongs to a client that there is no more");
        }
        call.carries(token);
        call.authenticated(client.get().consumer(), client.get().id());
        call.record().identified(client.get().consumer().username(), client.get().application());
        admission.catalog().applicationOf(client.get().id()).ifPresent(call::calledBy);
        Identity.of(call.upstreamHeaders(), token, client.get());
        return Decision.PROCEED;
    }

    private Decision missing(Call call) {
        return refuse(
                call,
                answers.missing(),
                "token_missing",
                api.settings().strict()
                        ? "no token in the header "
                                + api.settings().authHeaderName()
                                + ", and strict looks nowhere else"
                        : "no token in the header "
                                + api.settings().authHeaderName()
                                + ", query or form");
    }

    private Decision refuse(Call call, Response response, String reason, String explanation) {
        return admission.refuse(call, response, reason, explanation);
    }
}
