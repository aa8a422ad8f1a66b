package io.grantway.gateway.policy;

import io.grantway.catalog.Application;
import io.grantway.catalog.Catalog;
import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.Operation;
import io.grantway.gateway.Policy;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import io.grantway.gateway.ProtectedResources;
import io.grantway.gateway.policy.SentTokens.Sent;
import io.grantway.http.Body;
import io.grantway.http.Response;
import io.grantway.oauth.Scopes;
import io.grantway.token.CandidateToken;
import io.grantway.token.Possession;
import io.grantway.token.TokenServer;
import io.grantway.token.TokenServers;
import io.grantway.token.TokenServers.Finding;
import io.grantway.token.ValidToken;
import io.grantway.token.Validation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// The `requireToken` policy: a call needs a good access token of one of the workspace's
/// authorization servers, for this API and what it asks of it.
///
/// Looks, in this order, at: which server issued it, whether it is good, whether its sender holds
/// what it is bound to, which application's it is, whether its scope covers the operation, whom it
/// is for, and what its claims say.
public final class RequireToken implements Policy {
    /// Of a form that is searched for a token. With a larger one the call is refused.
    private static final long FORM = 1024 * 1024L;

    private final RequireTokenSettings settings;
    private final String workspace;
    private final ScopeDemand demand;
    private final TokenServers servers;
    private final Possession possession;
    private final SentTokens sent;
    private final TokenChallenges challenges;
    private final ClaimRules claims;
    private final UpstreamToken upstream;
    private final OwnFields ownFields;
    private final Admission admission;
    private final Executor blocking;

    private RequireToken(RequireTokenSettings settings, PolicyKind.Site site, PolicyParts parts) {
        this.settings = settings;
        this.workspace = site.workspace();
        this.demand = new ScopeDemand(Scopes.of(settings.scopes()), Scopes.of(settings.anyScope()));
        this.servers = parts.tokenMeans().servers(workspace, settings.from());
        this.possession = parts.tokenMeans().possession();
        this.sent = new SentTokens(Set.copyOf(settings.in()));
        String realm = settings.realm();
        this.challenges =
                new TokenChallenges(
                        realm == null ? "" : realm,
                        ProtectedResources.path(workspace, site.apiName()),
                        settings.bound());
        this.claims = ClaimRules.of(settings.claims());
        this.upstream = UpstreamToken.of(settings.upstream(), site, parts);
        this.ownFields = OwnFields.of(settings.upstream());
        this.admission = new Admission(site, settings.anonymous(), parts.catalog());
        this.blocking = parts.blocking();
    }

    public static RequireToken of(
            RequireTokenSettings settings, PolicyKind.Site site, PolicyParts parts) {
        return new RequireToken(settings, site, parts);
    }

    /// What is published of the API (RFC 9728).
    ///
    /// @param operations the scopes of its operations
    public ProtectedResources.Resource resource(String api, Scopes operations) {
        return new ProtectedResources.Resource(
                workspace,
                api,
                Optional.ofNullable(settings.resource()),
                servers.all().stream().flatMap(server -> server.issuer().stream()).toList(),
                demand.with(operations),
                settings.in().stream().map(place -> place.name().toLowerCase(Locale.ROOT)).toList(),
                settings.bound());
    }

    @Override
    public Decision decide(Call call) {
        ownFields.hide(call);
        if (admission.isSettled(call)) {
            Identity.saidByAnother(call.upstreamHeaders());
            return Decision.PROCEED;
        }
        List<Sent> found = sent.inHead(call);
        sent.hideInQuery(call);
        if (found.isEmpty() && sent.mayBeInBody(call)) {
            return new Decision.Wait(call.body(FORM).thenCompose(body -> inBody(call, body)));
        }
        return one(call, found);
    }

    private CompletionStage<Decision> inBody(Call call, Body body) {
        List<Sent> found = sent.inBody(body);
        if (!found.isEmpty()) {
            SentTokens.hideInBody(call, body);
        }
        return Decision.stage(one(call, found));
    }

    private Decision one(Call call, List<Sent> found) {
        return switch (found.size()) {
            case 0 -> missing(call);
            case 1 -> check(call, found.getFirst());
            default ->
                    admission.refuse(
                            call,
                            challenges.repeated(call),
                            "token_repeated",
                            "the call has " + found.size() + " access tokens");
        };
    }

    private Decision missing(Call call) {
        // Nobody has no scopes: what needs some is not open to nobody.
        if (settings.optional()
                && (!call.hasOperations()
                        || call.operation().filter(Operation::isOpen).isPresent())) {
            Identity.nobody(call.upstreamHeaders());
            return Decision.PROCEED;
        }
        return admission.refuse(
                call,
                challenges.missing(call),
                "access_token_missing",
                "no access token in " + settings.in() + " of the call");
    }

    private Decision check(Call call, Sent token) {
        CandidateToken candidate = CandidateToken.of(token.text());
        Optional<Finding> known = servers.checkNow(candidate);
        if (known.isPresent()) {
            return decide(call, token, candidate, known.get());
        }
        return new Decision.Wait(
                CompletableFuture.supplyAsync(servers.checking(candidate), blocking)
                        .thenCompose(finding ->
                                Decision.stage(decide(call, token, candidate, finding))));
    }

    private Decision decide(Call call, Sent sentToken, CandidateToken candidate, Finding finding) {
        finding.server().map(TokenServer::name).ifPresent(call.record()::underServer);
        return switch (finding.validation()) {
            case Validation.Valid(var token, _, _) ->
                    possess(call, sentToken, candidate, token, finding);
            case Validation.Invalid(var reason, var explanation) ->
                    refuse(
                            call,
                            challenges.refused(call, sentToken.byDpop(), "invalid_token"),
                            reason,
                            explanation,
                            candidate,
                            finding);
            case Validation.Undecided(var reason, var explanation) -> {
                call.record().refused(reason, told(candidate, finding, explanation));
                yield new Decision.Answer(BearerAnswers.undecided(call.head().id()));
            }
        };
    }

    private Decision possess(
            Call call,
            Sent sentToken,
            CandidateToken candidate,
            ValidToken token,
            Finding finding) {
        if (settings.bound() && token.confirmation().isEmpty()) {
            return refuse(
                    call,
                    challenges.refused(call, true, "invalid_token"),
                    "token_not_bound",
                    "it is bound to no key, and the setting bound asks for that",
                    candidate,
                    finding);
        }
        if (token.claims().has("cnf") || sentToken.byDpop()) {
            Optional<Possession.Doubt> doubt =
                    possession.check(
                            token, sentToken.text(), sentToken.sending(call), settings.dpopNonce());
            if (settings.dpopNonce()) {
                call.answerField("DPoP-Nonce", possession.nonce());
            }
            if (doubt.isPresent()) {
                return refuse(
                        call,
                        challenges.refused(
                                call,
                                sentToken.byDpop() || !doubt.get().error().equals("invalid_token"),
                                doubt.get().error()),
                        doubt.get().reason(),
                        doubt.get().explanation(),
                        candidate,
                        finding);
            }
        }
        return admit(call, sentToken, candidate, token, finding);
    }

    private Decision admit(
            Call call,
            Sent sentToken,
            CandidateToken candidate,
            ValidToken token,
            Finding finding) {
        Optional<Application> application = identify(call, token);
        Optional<String> lacking = demand.lacking(call, token.scopes());
        if (lacking.isPresent()) {
            return refuse(
                    call,
                    challenges.insufficient(call, sentToken.byDpop(), demand.of(call)),
                    "scope_insufficient",
                    lacking.get(),
                    candidate,
                    finding);
        }
        if (!settings.audience().isEmpty()
                && token.audience().stream().noneMatch(settings.audience()::contains)) {
            return refuse(
                    call,
                    challenges.refused(call, sentToken.byDpop(), "invalid_token"),
                    "token_audience_wrong",
                    "its audience (aud) is "
                            + token.audience()
                            + ", this API's is one of "
                            + settings.audience(),
                    candidate,
                    finding);
        }
        Optional<String> broken = claims.broken(token);
        if (broken.isPresent()) {
            return refuse(
                    call,
                    challenges.insufficient(call, sentToken.byDpop(), Scopes.NONE),
                    "token_claims_insufficient",
                    "its claims do not satisfy " + broken.get(),
                    candidate,
                    finding);
        }
        application.ifPresent(it -> authenticate(call, token, it));
        call.carries(token);
        Identity.of(call, token, settings.upstream().headers());
        return upstream.pass(call, candidate, token);
    }

    /// Finds out whose application it is, where it is one's.
    private Optional<Application> identify(Call call, ValidToken token) {
        call.record().ofClient(token.clientId());
        Catalog catalog = admission.catalog();
        Optional<Application> application =
                token.client().isPresent()
                        ? catalog.applicationOf(token.client().get())
                        : catalog.applicationAt(workspace, token.server(), token.clientId());
        if (application.isPresent()) {
            call.record()
                    .identified(application.get().consumer().username(), application.get().name());
        }
        return application;
    }

    private static void authenticate(Call call, ValidToken token, Application application) {
        call.authenticated(application.consumer(), token.client().orElse(application.id()));
        call.calledBy(application);
    }

    private Decision refuse(
            Call call,
            Response response,
            String reason,
            String explanation,
            CandidateToken candidate,
            Finding finding) {
        return admission.refuse(call, response, reason, told(candidate, finding, explanation));
    }

    private static String told(CandidateToken candidate, Finding finding, String explanation) {
        return "the token "
                + candidate.hash()
                + finding.server()
                        .map(server -> " of " + server.name() + " (" + finding.because() + ")")
                        .orElse("")
                + ": "
                + explanation;
    }
}
