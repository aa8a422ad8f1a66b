package io.grantway.token;

import io.grantway.oauth.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The authorization servers whose tokens open an API. Finds out which of them issued a token, and
/// has it judge that: at once where what is in memory is enough.
public final class TokenServers {
    private static final Logger LOG = LoggerFactory.getLogger(TokenServers.class);

    /// A token that was not good does not become so. Short all the same: it only takes the load of
    /// a client that keeps trying.
    private static final Duration REFUSED_LIFE = Duration.ofSeconds(5);

    private final List<TokenServer> servers;
    private final ServerChoice choice;
    private final ValidatedTokens remembered;
    private final InstantSource clock;
    private final ConcurrentHashMap<TokenHash, CompletableFuture<Finding>> flights =
            new ConcurrentHashMap<>();

    public TokenServers(
            List<TokenServer> servers, ValidatedTokens remembered, InstantSource clock) {
        this.servers = List.copyOf(servers);
        this.choice = new ServerChoice(this.servers);
        this.remembered = remembered;
        this.clock = clock;
    }

    /// What came of a token.
    ///
    /// @param server that it belongs to; empty where nobody knows
    /// @param because how that was found out
    public record Finding(Optional<TokenServer> server, String because, Validation validation) {}

    public List<TokenServer> all() {
        return servers;
    }

    /// What can be said of a token at once. Never blocks.
    public Optional<Finding> checkNow(CandidateToken token) {
        Finding known = known(token);
        if (known != null) {
            return Optional.of(known);
        }
        return switch (choice.of(token)) {
            case ServerChoice.Nobody(var refusal) ->
                    Optional.of(new Finding(Optional.empty(), "", refusal));
            case ServerChoice.Chosen(var candidates, var because) ->
                    candidates.size() > 1
                            ? Optional.empty()
                            : candidates
                                    .getFirst()
                                    .validateNow(token)
                                    .map(it -> remember(token, candidates.getFirst(), because, it));
        };
    }

    private @Nullable Finding known(CandidateToken token) {
        Finding known = remembered.get(token.hash());
        return known != null && isOurs(known) && holds(known) ? known : null;
    }

    /// The same as a task, for [#check].
    public Supplier<Finding> checking(CandidateToken token) {
        return () -> check(token);
    }

    /// Judges a token, or waits for whoever is judging the same one. May block; call it on a
    /// virtual thread.
    public Finding check(CandidateToken token) {
        CompletableFuture<Finding> own = new CompletableFuture<>();
        CompletableFuture<Finding> others = flights.putIfAbsent(token.hash(), own);
        if (others != null) {
            return others.join();
        }
        Finding finding =
                new Finding(
                        Optional.empty(),
                        "",
                        new Validation.Undecided("validation_failed", "an error; see the log"));
        try {
            // Whoever was judging it a moment ago may just be done.
            Finding known = known(token);
            finding = known == null ? judged(token) : known;
        } catch (RuntimeException e) {
            LOG.error("a token could not be validated", e);
        } finally {
            flights.remove(token.hash());
            own.complete(finding);
        }
        return finding;
    }

    private Finding judged(CandidateToken token) {
        return switch (choice.of(token)) {
            case ServerChoice.Nobody(var refusal) -> new Finding(Optional.empty(), "", refusal);
            case ServerChoice.Chosen(var candidates, var because) ->
                    judged(token, candidates, because);
        };
    }

    /// One after the other where a token names nobody, until one knows it.
    private Finding judged(CandidateToken token, List<TokenServer> candidates, String because) {
        for (int i = 0; ; i++) {
            TokenServer server = candidates.get(i);
            Validation validation = server.validate(token);
            if (i == candidates.size() - 1 || !(validation instanceof Validation.Invalid)) {
                return remember(token, server, because, validation);
            }
        }
    }

    private Finding remember(
            CandidateToken token, TokenServer server, String because, Validation validation) {
        Finding finding = new Finding(Optional.of(server), because, validation);
        Instant now = clock.instant();
        switch (validation) {
            case Validation.Valid(_, var until, _) ->
                    remembered.put(token, finding, Duration.between(now, until));
            case Validation.Invalid _ -> remembered.put(token, finding, REFUSED_LIFE);
            case Validation.Undecided _ -> {}
        }
        return finding;
    }

    private boolean isOurs(Finding finding) {
        TokenServer server = finding.server().orElse(null);
        for (int i = 0; i < servers.size(); i++) {
            if (servers.get(i).equals(server)) {
                return true;
            }
        }
        return false;
    }

    /// Checked against the clock: the cache's own timing is only for memory.
    private boolean holds(Finding finding) {
        return switch (finding.validation()) {
            case Validation.Valid(_, var until, var stands) ->
                    clock.instant().isBefore(until) && stands.getAsBoolean();
            case Validation.Invalid _ -> true;
            case Validation.Undecided _ -> false;
        };
    }
}
