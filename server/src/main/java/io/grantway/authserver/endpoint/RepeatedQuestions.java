package io.grantway.authserver.endpoint;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.authserver.AccessTokens;
import io.grantway.authserver.AccessTokens.Found;
import io.grantway.authserver.Terms;
import io.grantway.authserver.TokenCall;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The questions about good tokens that were answered a moment ago: an API asks the same, word for
/// word, for each call that it gets. What ends a token ends its answer at once; a client secret
/// that has run out is noticed when the answer is forgotten.
final class RepeatedQuestions {
    private static final long MOST = 10_000;
    private static final Duration LIFE = Duration.ofSeconds(5);

    /// The fields that an answer depends on, each at most once.
    private static final List<String> FIELDS = List.of("Authorization", "Content-Type", "Accept");

    /// Those by which a request is another one each time, or of another kind.
    private static final List<String> UNUSUAL = List.of("Cookie", "DPoP");

    private record Told(Found token, Response answer) {}

    private final Terms terms;
    private final AccessTokens tokens;
    private final Cache<TokenHash, Told> told;

    RepeatedQuestions(Terms terms, AccessTokens tokens, InstantSource clock) {
        this.terms = terms;
        this.tokens = tokens;
        this.told =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(LIFE)
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .executor(Runnable::run)
                        .build();
    }

    /// The answer to a question that was asked before, while it is true. Never blocks.
    Optional<Response> answer(Request request) {
        if (!isUsual(request) || !terms.transport().admits(request.head())) {
            return Optional.empty();
        }
        Told before = told.getIfPresent(key(request));
        return before != null && tokens.isStillGood(terms, before.token())
                ? Optional.of(before.answer())
                : Optional.empty();
    }

    /// @param call the same request, whose client has proven itself
    void answered(Request request, TokenCall call, Found token, Response answer) {
        // An assertion is good once, and a certificate is no part of the request's text.
        boolean bySecret =
                call.parameters().text("client_assertion").isEmpty()
                        && call.certificate().isEmpty();
        if (bySecret && isUsual(request)) {
            told.put(key(request), new Told(token, answer));
        }
    }

    private static boolean isUsual(Request request) {
        return request.method().equals("POST")
                && request.target().query() == null
                && UNUSUAL.stream().allMatch(name -> request.header(name).isEmpty())
                && FIELDS.stream().allMatch(name -> request.headers().all(name).size() <= 1);
    }

    /// A hash of the secret and the token among the rest: neither is kept.
    private static TokenHash key(Request request) {
        StringBuilder text = new StringBuilder();
        for (String name : FIELDS) {
            text.append(request.header(name).orElse("")).append('\n');
        }
        // Byte for byte: what is no UTF-8 must not look like something else that is not either.
        text.append(new String(request.body().bytes(), StandardCharsets.ISO_8859_1));
        return TokenHash.of(text.toString());
    }
}
