package io.grantway.authserver.login;

import io.grantway.authserver.Terms;
import io.grantway.authserver.login.Sessions.Visitor;
import io.grantway.http.Parameters;
import io.grantway.oauth.TokenHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Marks in an address of who was logged in when an authorization request came. Whoever is logged
/// in by another login later has logged in since, as `prompt=login` wants it; without the mark the
/// page would ask for ever.
///
/// Signed by this server: whoever sits at the browser has a reason to forge one, and knows every
/// cookie. A mark of before a restart counts for nothing, which costs one more login.
public final class LoginMarks {
    static final String PARAMETER = "grantway_mark";

    private static final Duration LIFE = Duration.ofHours(1);
    private static final Pattern MARK =
            Pattern.compile(
                    "(?<told>(?<time>[0-9]{1,12})\\.(?<session>[0-9a-f]{8}|-))\\.(?<mac>.+)");

    private final InstantSource clock;
    private final String key;

    public LoginMarks(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.key = BrowserCookie.fresh(random);
    }

    Instant now() {
        return clock.instant();
    }

    /// A visit whose address says who is logged in now, unless it says so already of a moment
    /// before.
    Visit marked(Visit visit, Terms terms, Optional<Visitor> visitor) {
        if (mark(visit, terms).isPresent()) {
            return visit;
        }
        String told = clock.instant().getEpochSecond() + "." + session(visitor);
        Parameters bare = unmarked(visit.authorizationRequest());
        return visit.asking(with(bare, told + "." + mac(told, terms, bare)));
    }

    /// Whether somebody has logged in since the request came.
    boolean isSince(Visit visit, Terms terms, Visitor visitor) {
        return mark(visit, terms)
                .filter(before -> !before.equals(session(Optional.of(visitor))))
                .isPresent();
    }

    /// The session that a good mark tells.
    private Optional<String> mark(Visit visit, Terms terms) {
        List<String> marks = visit.authorizationRequest().all(PARAMETER);
        Matcher parts = MARK.matcher(marks.size() == 1 ? marks.getFirst() : "");
        if (!parts.matches()) {
            return Optional.empty();
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(parts.group("time")));
        String mac = mac(parts.group("told"), terms, unmarked(visit.authorizationRequest()));
        boolean good =
                FormToken.same(mac, parts.group("mac")) && at.plus(LIFE).isAfter(clock.instant());
        return good ? Optional.of(parts.group("session")) : Optional.empty();
    }

    private String mac(String told, Terms terms, Parameters request) {
        return FormToken.of(key, PARAMETER + " " + told, terms, request);
    }

    /// Eight digits are enough: two logins that share them cost a login too many. Not by the
    /// cookie, which a second factor changes, though that is no new login; and not by the session
    /// alone, which the same user's next login continues.
    private static String session(Optional<Visitor> visitor) {
        return visitor.map(each ->
                        each.authentication().session().orElse(each.cookie())
                                + each.authentication().at())
                .map(each -> TokenHash.of(each).fingerprint())
                .orElse("-");
    }

    private static Parameters unmarked(Parameters request) {
        return Parameters.ofEntries(entries(request));
    }

    private static Parameters with(Parameters request, String mark) {
        List<Map.Entry<String, String>> more = entries(request);
        more.add(Map.entry(PARAMETER, mark));
        return Parameters.ofEntries(more);
    }

    private static List<Map.Entry<String, String>> entries(Parameters request) {
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        for (String name : request.names()) {
            if (!name.equals(PARAMETER)) {
                request.all(name).forEach(value -> entries.add(Map.entry(name, value)));
            }
        }
        return entries;
    }
}
