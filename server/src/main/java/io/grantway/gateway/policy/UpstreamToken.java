package io.grantway.gateway.policy;

import io.grantway.config.Secret;
import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import io.grantway.gateway.policy.RequireTokenSettings.ExchangeSettings;
import io.grantway.gateway.policy.RequireTokenSettings.InternalJwtSettings;
import io.grantway.gateway.policy.RequireTokenSettings.UpstreamSettings;
import io.grantway.http.Problem;
import io.grantway.token.CandidateToken;
import io.grantway.token.ClientProof;
import io.grantway.token.InternalTokens;
import io.grantway.token.TokenExchange;
import io.grantway.token.ValidToken;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// What becomes of the token that came, on the way upstream.
sealed interface UpstreamToken {
    String FIELD = "Authorization";

    Decision pass(Call call, CandidateToken candidate, ValidToken token);

    static UpstreamToken of(UpstreamSettings settings, PolicyKind.Site site, PolicyParts parts) {
        return switch (settings.token()) {
            case REMOVE -> new Remove();
            case KEEP -> new Keep();
            case REPLACE -> new Replace(Objects.requireNonNull(settings.replacement()));
            case JWT -> internal(settings.jwt(), site, parts);
            case EXCHANGE ->
                    new Exchange(
                            exchange(Objects.requireNonNull(settings.exchange()), parts),
                            parts.blocking());
        };
    }

    private static UpstreamToken internal(
            InternalJwtSettings settings, PolicyKind.Site site, PolicyParts parts) {
        String audience = settings.audience();
        return new Internal(
                parts.tokenMeans()
                        .internalTokens(
                                site.workspace(),
                                Optional.ofNullable(settings.server()),
                                audience == null ? site.apiName() : audience,
                                settings.lifetime()),
                settings.header());
    }

    private static TokenExchange exchange(ExchangeSettings settings, PolicyParts parts) {
        Map<String, String> wanted = new LinkedHashMap<>();
        if (settings.audience() != null) {
            wanted.put("audience", settings.audience());
        }
        if (settings.resource() != null) {
            wanted.put("resource", settings.resource().toString());
        }
        if (!settings.scopes().isEmpty()) {
            wanted.put("scope", String.join(" ", settings.scopes()));
        }
        return new TokenExchange(
                settings.endpoint(),
                ClientProof.ofSecret(
                        settings.clientId(),
                        Optional.ofNullable(settings.clientSecret()),
                        parts.shared().clock(),
                        parts.tokenMeans().random()),
                wanted,
                parts.tokenMeans().outgoing(),
                parts.shared().clock());
    }

    /// It stays here: an upstream that is broken into must not give tokens away (RFC 9700 §4.9.1).
    record Remove() implements UpstreamToken {
        @Override
        public Decision pass(Call call, CandidateToken candidate, ValidToken token) {
            SentTokens.hideInHeader(call);
            return Decision.PROCEED;
        }
    }

    /// As it came.
    record Keep() implements UpstreamToken {
        @Override
        public Decision pass(Call call, CandidateToken candidate, ValidToken token) {
            return Decision.PROCEED;
        }
    }

    /// Something that the upstream knows this gateway by.
    record Replace(Secret replacement) implements UpstreamToken {
        @Override
        public Decision pass(Call call, CandidateToken candidate, ValidToken token) {
            SentTokens.hideInHeader(call);
            call.upstreamHeaders().set(FIELD, replacement.expose(text -> "Bearer " + text));
            return Decision.PROCEED;
        }
    }

    /// A signed token that tells who calls.
    record Internal(InternalTokens tokens, String header) implements UpstreamToken {
        @Override
        public Decision pass(Call call, CandidateToken candidate, ValidToken token) {
            SentTokens.hideInHeader(call);
            String consumer = call.consumer().map(it -> it.username()).orElse("");
            String application =
                    String.valueOf(Objects.requireNonNullElse(call.record().application(), ""));
            String jwt =
                    tokens.of(
                            candidate.hash(),
                            token,
                            new InternalTokens.Caller(consumer, application));
            call.upstreamHeaders()
                    .set(header, header.equalsIgnoreCase(FIELD) ? "Bearer " + jwt : jwt);
            return Decision.PROCEED;
        }
    }

    /// A token that somebody else gives for it.
    record Exchange(TokenExchange exchange, Executor blocking) implements UpstreamToken {
        @Override
        public Decision pass(Call call, CandidateToken candidate, ValidToken token) {
            SentTokens.hideInHeader(call);
            Optional<String> known = exchange.known(candidate.hash());
            if (known.isPresent()) {
                return with(call, known.get());
            }
            return new Decision.Wait(
                    CompletableFuture.supplyAsync(
                            () ->
                                    settle(
                                            call,
                                            exchange.exchange(candidate.hash(), candidate.text())),
                            blocking));
        }

        private static Decision settle(Call call, TokenExchange.Result result) {
            return switch (result) {
                case TokenExchange.New(var token) -> with(call, token);
                case TokenExchange.Refused(var why) -> {
                    call.record().refused("token_exchange_refused", why);
                    yield new Decision.Answer(
                            Problem.of(
                                            403,
                                            "token_exchange_refused",
                                            "no token for the upstream is given for this one")
                                    .toResponse(call.head().id()));
                }
                case TokenExchange.Silent(var why) -> {
                    call.record().refused("token_exchange_unavailable", why);
                    yield new Decision.Answer(
                            Problem.of(
                                            503,
                                            "token_exchange_unavailable",
                                            "no token for the upstream can be had just now")
                                    .with("Retry-After", "2")
                                    .toResponse(call.head().id()));
                }
            };
        }

        private static Decision with(Call call, String token) {
            call.upstreamHeaders().set(FIELD, "Bearer " + token);
            return Decision.PROCEED;
        }
    }
}
