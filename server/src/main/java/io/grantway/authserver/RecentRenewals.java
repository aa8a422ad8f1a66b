package io.grantway.authserver;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.oauth.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The answers to refreshes of the last seconds. Two requests of one client with the same refresh
/// token get the same answer: a tab beside another, or a client whose answer got lost, is no thief
/// (RFC 9700 §4.14.2 leaves it to the server how to tell them apart). Whoever steals a refresh
/// token gains nothing by it: what a thief could get within the grace, they could get before it.
///
/// In memory: the tokens themselves are kept nowhere else.
final class RecentRenewals {
    private static final int MOST = 10_000;

    /// A request that asks for the same.
    private record Asked(UUID server, UUID client, TokenHash refreshToken, TokenHash parameters) {}

    private record Answer(FreshToken token, Instant at) {}

    private final Cache<Asked, CompletableFuture<Answer>> answers;
    private final InstantSource clock;

    RecentRenewals(InstantSource clock) {
        this.clock = clock;
        this.answers =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(BuiltInConfig.LONGEST_GRACE)
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .executor(Runnable::run)
                        .build();
    }

    /// What the same request was answered a moment ago, or is being answered now; else what it is
    /// answered from now on.
    FreshToken once(TokenRequest request, Supplier<FreshToken> renewal) {
        Duration grace = request.terms().lifetimes().refreshGrace();
        Optional<String> refreshToken = request.parameters().text("refresh_token");
        if (grace.isZero() || refreshToken.isEmpty()) {
            return renewal.get();
        }
        Asked asked = asked(request, refreshToken.get());
        CompletableFuture<Answer> own = new CompletableFuture<>();
        CompletableFuture<Answer> others = answers.asMap().putIfAbsent(asked, own);
        if (others != null) {
            Answer answer = answer(others);
            if (answer.at().plus(grace).isAfter(clock.instant())) {
                return answer.token();
            }
            return renewal.get();
        }
        return first(asked, own, renewal);
    }

    private FreshToken first(
            Asked asked, CompletableFuture<Answer> own, Supplier<FreshToken> renewal) {
        try {
            FreshToken token = renewal.get();
            own.complete(new Answer(token, clock.instant()));
            return token;
        } catch (RuntimeException e) {
            answers.invalidate(asked);
            own.completeExceptionally(e);
            throw e;
        }
    }

    private static Answer answer(CompletableFuture<Answer> others) {
        try {
            return others.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException refusal ? refusal : e;
        }
    }

    private static Asked asked(TokenRequest request, String refreshToken) {
        OAuthParameters parameters = request.parameters();
        String rest =
                String.join(
                        "\0",
                        parameters.text("scope").orElse(""),
                        String.join("\1", parameters.texts("resource")),
                        parameters.text("authorization_details").orElse(""),
                        request.confirmation().toString());
        return new Asked(
                request.terms().place().id(),
                request.client().id(),
                TokenHash.of(refreshToken),
                TokenHash.of(rest));
    }
}
