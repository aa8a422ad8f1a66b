package io.grantway.fakeprovider;

import io.grantway.config.Secret;
import io.grantway.oauth.Pkce;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What users have granted, and the tokens of it. Thread-safe; forgets the oldest when there are
/// too many.
final class Grants {
    private static final int MOST = 200_000;
    private static final int MOST_CODES = 10_000;
    private static final int MOST_LISTED = 1000;
    private static final Duration CODE_LIFE = Duration.ofMinutes(1);

    /// A code of the authorization endpoint.
    ///
    /// @param challenge of PKCE; empty where there was none
    record Code(
            String client,
            String user,
            Set<String> scopes,
            String redirect,
            Optional<String> challenge,
            Instant made) {}

    /// What a token request gets.
    record Tokens(String access, Optional<String> refresh, Set<String> scopes, String user) {}

    /// What an access token stands for.
    record Live(String user, String client, Set<String> scopes, Instant expires) {}

    private static final class Family {
        private final String name;
        private final String user;
        private final String client;
        private final Set<String> scopes;
        private @Nullable String refresh;
        private @Nullable String previous;
        private @Nullable Tokens last;
        private Instant refreshed = Instant.EPOCH;
        private int refreshes;
        private boolean ended;

        private Family(String name, String user, String client, Set<String> scopes) {
            this.name = name;
            this.user = user;
            this.client = client;
            // In the order that they were asked for.
            this.scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
        }
    }

    private record Held(Family family, Instant expires) {}

    private final Switches switches;
    private final InstantSource clock;
    private final Words words;
    private final Bounded<Code> codes = new Bounded<>(MOST_CODES);
    private final Bounded<Family> used = new Bounded<>(MOST_CODES);
    private final Bounded<Held> access = new Bounded<>(MOST);
    private final Bounded<Family> refresh = new Bounded<>(MOST);
    private final Bounded<Family> families = new Bounded<>(MOST);
    private int made;

    Grants(Switches switches, InstantSource clock, Words words) {
        this.switches = switches;
        this.clock = clock;
        this.words = words;
    }

    synchronized String code(
            String client,
            String user,
            Set<String> scopes,
            String redirect,
            Optional<String> challenge) {
        String code = words.token("code");
        codes.put(code, new Code(client, user, scopes, redirect, challenge, clock.instant()));
        return code;
    }

    /// Trades a code (RFC 6749 §4.1.3). One that comes twice ends what it has given (§4.1.2).
    synchronized Tokens redeem(String word, Client client, String redirect, String verifier) {
        Family before = used.get(word);
        if (before != null) {
            before.ended = true;
            throw Refused.grant("the code has been used already");
        }
        Code code = codes.remove(word);
        if (code == null || clock.instant().isAfter(code.made().plus(CODE_LIFE))) {
            throw Refused.grant("there is no such code, or it is too old");
        }
        if (!code.client().equals(client.id()) || !code.redirect().equals(redirect)) {
            throw Refused.grant("the code was given to another client or redirect_uri");
        }
        boolean proved =
                code.challenge()
                        .map(challenge -> Pkce.matches(verifier, challenge))
                        .orElse(verifier.isEmpty());
        if (!proved) {
            throw Refused.grant("code_verifier does not fit to the challenge");
        }
        Family family = begin(code.user(), client, code.scopes());
        used.put(word, family);
        return give(family, !switches.has(Switch.NO_REFRESH_TOKEN));
    }

    /// A token without a code before it.
    synchronized Tokens grant(String user, Client client, Set<String> scopes, boolean renews) {
        return give(begin(user, client, scopes), renews && !switches.has(Switch.NO_REFRESH_TOKEN));
    }

    private Family begin(String user, Client client, Set<String> scopes) {
        made++;
        String name = user + " at " + client.id() + " #" + made;
        Family family = new Family(name, user, client.id(), scopes);
        families.put(name, family);
        return family;
    }

    private Tokens give(Family family, boolean newRefresh) {
        String token = words.token("at");
        access.put(token, new Held(family, clock.instant().plus(switches.life())));
        Optional<String> shown = Optional.empty();
        if (newRefresh) {
            String next = words.token("rt");
            refresh.put(next, family);
            family.refresh = next;
            shown = Optional.of(next);
        }
        family.refreshed = clock.instant();
        return new Tokens(token, shown, family.scopes, family.user);
    }

    /// Renews (RFC 6749 §6).
    synchronized Tokens renew(String word, Client client) {
        Family family = refresh.get(word);
        if (family == null || family.ended || !family.client.equals(client.id())) {
            throw Refused.grant("there is no such refresh token any more");
        }
        Secret current = Secret.of(family.refresh == null ? "" : family.refresh);
        if (!current.matches(word)) {
            return again(family, word);
        }
        refuseEarly(family);
        family.refreshes++;
        if (switches.has(Switch.ROTATING)) {
            family.previous = word;
            family.last = give(family, true);
            return family.last;
        }
        Tokens tokens = give(family, false);
        Optional<String> shown =
                switches.has(Switch.REFRESH_WITHOUT_REFRESH_TOKEN)
                        ? Optional.empty()
                        : Optional.of(word);
        return new Tokens(tokens.access(), shown, tokens.scopes(), tokens.user());
    }

    /// One that was replaced: whoever has lost the answer gets it again, for a while.
    private Tokens again(Family family, String word) {
        Tokens last = family.last;
        Optional<Instant> until = switches.duration(Switch.GRACE).map(family.refreshed::plus);
        boolean counts =
                word.equals(family.previous) && until.filter(clock.instant()::isBefore).isPresent();
        if (last != null && counts) {
            return last;
        }
        if (switches.has(Switch.REUSE_DETECTION)) {
            family.ended = true;
            throw Refused.grant("the refresh token was used before: the grant has been ended");
        }
        throw Refused.grant("the refresh token was replaced");
    }

    private void refuseEarly(Family family) {
        Duration most = switches.life().multipliedBy(9).dividedBy(10);
        if (switches.has(Switch.EARLY_REFRESH_REFUSED)
                && clock.instant().isBefore(family.refreshed.plus(most))) {
            throw Refused.request("the access token is not expired yet");
        }
    }

    /// What a token stands for; empty where it is none, or none any more.
    synchronized Optional<Live> live(String token) {
        Held held = access.get(token);
        if (held == null || held.family().ended || !clock.instant().isBefore(held.expires())) {
            return Optional.empty();
        }
        Family family = held.family();
        return Optional.of(new Live(family.user, family.client, family.scopes, held.expires()));
    }

    /// Ends the grant of a token, of either kind.
    ///
    /// @return whether there was one
    synchronized boolean end(String token) {
        Held held = access.get(token);
        Family family = held == null ? refresh.get(token) : held.family();
        if (family == null || family.ended) {
            return false;
        }
        family.ended = true;
        return true;
    }

    /// Ends all that a user has granted.
    synchronized int endAll(String user) {
        int count = 0;
        for (Family family : families.values()) {
            if (family.user.equals(user) && !family.ended) {
                family.ended = true;
                count++;
            }
        }
        return count;
    }

    /// Lets every access token of a user expire now; refresh tokens go on.
    synchronized int expireAll(String user) {
        int before = access.size();
        access.values().removeIf(held -> held.family().user.equals(user));
        return before - access.size();
    }

    /// How often each grant was renewed, of those made last.
    synchronized Map<String, Integer> refreshes() {
        Map<String, Integer> counts = new TreeMap<>();
        families.values().stream()
                .skip(Math.max(0, families.size() - MOST_LISTED))
                .forEach(family -> counts.put(family.name, family.refreshes));
        return counts;
    }
}
