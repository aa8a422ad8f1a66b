package io.grantway.vault.connect;

import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import io.grantway.vault.AccountUnavailable;
import io.grantway.vault.ConnectSessionStore;
import io.grantway.vault.connect.Failure.Failed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pages under `/connect`: what a user sees between the app and the provider.
final class ConnectPages {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectPages.class);
    private static final int MOST_FORM_BYTES = 16 * 1024;

    /// RFC 6749 §4.1.2 recommends as much for codes; users need it to log in.
    static final Duration ATTEMPT_LIFE = Duration.ofMinutes(10);

    /// Longer than every question to a provider takes together.
    static final Duration REDEEMING = Duration.ofSeconds(60);

    private final ConnectParts parts;
    private final ConnectSessionStore store;
    private final Flows flows;
    private final Pages pages;
    private final Random256 random;

    ConnectPages(ConnectParts parts, Look look) {
        this.parts = parts;
        this.store = parts.sessions();
        this.flows = new Flows(parts);
        this.pages = new Pages(parts, look);
        this.random = new Random256(parts.random());
    }

    /// What all pages have in common.
    Response guarded(Request request, Function<Request, Response> page) {
        try {
            if (!isSafe(request)) {
                throw Failure.of("insecure", 400).thrown();
            }
            return page.apply(request);
        } catch (Failed e) {
            return pages.failure(request, Optional.empty(), e.failure());
        } catch (Problem e) {
            return pages.failure(
                    request,
                    Optional.empty(),
                    Failure.of(e.status() == 404 ? "page" : "request", e.status()));
        } catch (RuntimeException e) {
            // Without its text, which may hold what a user typed.
            LOG.error("connect pages: {} (request {})", e.getClass().getSimpleName(), request.id());
            LOG.debug("connect pages", e);
            return pages.failure(request, Optional.empty(), Failure.of("busy", 503))
                    .with("Retry-After", "30");
        }
    }

    /// A code that travels in clear is anybody's; browsers call this machine itself safe.
    private static boolean isSafe(Request request) {
        String host = request.target().host();
        return request.head().isSecure()
                || host.equals("localhost")
                || host.equals("127.0.0.1")
                || host.equals("[::1]");
    }

    /// The link. What is not a user's click does not use it up: some programs look at links before
    /// their users do.
    Response open(Request request) {
        requireUnchanged(request);
        boolean prefetch = request.header("Sec-Purpose").orElse("").contains("prefetch");
        if (!request.method().equals("GET") || prefetch) {
            return Response.empty(prefetch ? 503 : 200).with("Cache-Control", "no-store");
        }
        String token = request.variable("token");
        ConnectSession session =
                Optional.of(token)
                        .filter(Random256::isOne)
                        .flatMap(text -> store.linked(TokenHash.of(text)))
                        .map(ConnectSession::of)
                        .orElseThrow(() -> Failure.of("link", 404).thrown());
        requireLive(session);
        Optional<String> cookie = ConnectCookie.in(request.headers());
        if (session.browser().isPresent()) {
            if (cookie.map(TokenHash::of).equals(session.browser())) {
                return ViewRenderer.redirect("/connect/" + session.id());
            }
            throw Failure.of("used", 410).thrown();
        }
        String browser = cookie.orElseGet(random::word);
        if (!store.replace(session.openedBy(TokenHash.of(browser)).row())) {
            throw Failure.of("used", 410).thrown();
        }
        return ConnectCookie.set(ViewRenderer.redirect("/connect/" + session.id()), browser);
    }

    /// Where the session stands.
    Response show(Request request) {
        requireUnchanged(request);
        ConnectSession session = own(request);
        return told(
                request,
                session,
                () -> {
                    if (session.outcome().isPresent()) {
                        return pages.outcome(request, session, session.outcome().get());
                    }
                    Optional<Attempt> attempt = session.attempt();
                    if (attempt.isPresent() && attempt.get().device().isPresent()) {
                        return pages.step(
                                request,
                                session,
                                flows.device(session, attempt.get()),
                                token(request));
                    }
                    return first(request, session);
                });
    }

    /// After a failure.
    Response again(Request request) {
        requireUnchanged(request);
        ConnectSession session = own(request);
        if (!session.outcome().map(Outcome::connected).orElse(false)) {
            store.replace(session.anew().row());
        }
        return ViewRenderer.redirect("/connect/" + session.id());
    }

    private Response first(Request request, ConnectSession session) {
        List<String> offered = session.asked().providers();
        if (offered.size() > 1) {
            return pages.choose(request, session, token(request));
        }
        return pages.step(
                request,
                session,
                flows.start(session, offered.getFirst(), Parameters.EMPTY),
                token(request));
    }

    Response start(Request request) {
        ConnectSession session = own(request);
        Parameters form = form(request);
        if (fromAnotherSite(request)
                || !MessageDigest.isEqual(
                        token(request).getBytes(StandardCharsets.US_ASCII),
                        form.first("token").orElse("").getBytes(StandardCharsets.UTF_8))) {
            return pages.failure(request, Optional.of(session), Failure.of("form", 403));
        }
        return told(
                request,
                session,
                () -> {
                    if (session.outcome().map(Outcome::connected).orElse(false)) {
                        return pages.outcome(request, session, session.outcome().get());
                    }
                    String provider = form.first("provider").orElse("");
                    if (!session.asked().providers().contains(provider)) {
                        throw Failure.of("request", 400).thrown();
                    }
                    return pages.step(
                            request, session, flows.start(session, provider, form), token(request));
                });
    }

    /// What a provider sends the browser back with (RFC 6749 §4.1.2, RFC 5849 §2.2).
    Response callback(Request request) {
        Parameters told = request.query();
        if (told.repeated().isPresent()) {
            throw Failure.of("request", 400).thrown();
        }
        String state = told.first("state").orElse("");
        int dot = state.indexOf('.');
        ConnectSession session =
                (dot < 0
                                ? Optional.<ConnectSessionStore.Row>empty()
                                : store.find(state.substring(0, dot)))
                        .map(ConnectSession::of)
                        .orElseThrow(() -> Failure.of("state", 400).thrown());
        requireLive(session);
        // Somebody else's answer in this browser would give this user their account (RFC 6749
        // §10.12); this user's answer in another browser would give theirs away.
        requireSameBrowser(request, session);
        return told(request, session, () -> redeemed(request, session, TokenHash.of(state), told));
    }

    private Response redeemed(
            Request request, ConnectSession session, TokenHash state, Parameters told) {
        Optional<Outcome> outcome = session.outcome().filter(each -> each.state().equals(state));
        if (outcome.isPresent()) {
            return pages.outcome(request, session, outcome.get());
        }
        Attempt attempt =
                session.attempt()
                        .filter(each -> each.state().equals(state) && each.device().isEmpty())
                        .orElseThrow(() -> Failure.of("state", 400).thrown());
        Instant now = parts.clock().instant();
        if (attempt.redeeming().isPresent()) {
            return now.isBefore(attempt.redeeming().get().plus(REDEEMING))
                    ? pages.working(request, session)
                    : ended(request, session, attempt, Failure.of("interrupted", 409));
        }
        if (now.isAfter(attempt.began().plus(ATTEMPT_LIFE))) {
            return ended(request, session, attempt, Failure.of("late", 410));
        }
        ConnectSession taken = session.trying(attempt.redeemingAt(now));
        // Of two that come at once, one redeems the code: a second time it would end the grant
        // (RFC 6749 §4.1.2).
        if (!store.replace(taken.row())) {
            return pages.working(request, session);
        }
        Outcome made = flows.finish(taken.written(), attempt, told, request.id());
        ConnectSession after = taken.written().ended(made);
        store.replace(after.row());
        return pages.outcome(request, after, made);
    }

    private Response ended(
            Request request, ConnectSession session, Attempt attempt, Failure failure) {
        Outcome outcome = Outcome.failed(attempt.state(), attempt.provider(), failure);
        flows.tell(session, outcome, request.id());
        ConnectSession after = session.ended(outcome);
        store.replace(after.row());
        return pages.outcome(request, after, outcome);
    }

    /// With the app's name and a way back, now that the session is known.
    private Response told(
            Request request, ConnectSession session, java.util.function.Supplier<Response> page) {
        try {
            return page.get();
        } catch (Failed e) {
            return pages.failure(request, Optional.of(session), e.failure());
        } catch (AccountUnavailable e) {
            return pages.failure(request, Optional.of(session), Flows.failure(e));
        }
    }

    private ConnectSession own(Request request) {
        ConnectSession session =
                store.find(request.variable("id"))
                        .map(ConnectSession::of)
                        .orElseThrow(() -> Failure.of("link", 404).thrown());
        requireLive(session);
        requireSameBrowser(request, session);
        return session;
    }

    private void requireLive(ConnectSession session) {
        if (session.isOver(parts.clock().instant())) {
            throw Failure.of("expired", 410).thrown();
        }
    }

    private static void requireSameBrowser(Request request, ConnectSession session) {
        Optional<TokenHash> cookie = ConnectCookie.in(request.headers()).map(TokenHash::of);
        if (cookie.isEmpty() || !cookie.equals(session.browser())) {
            throw Failure.of("browser", 403).thrown();
        }
    }

    /// Where the user goes back to was said by the app's server, and never by a link.
    private static void requireUnchanged(Request request) {
        boolean changed =
                request.query().names().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""))
                        .anyMatch(name ->
                                name.equals("returnurl")
                                        || name.equals("returnto")
                                        || name.equals("redirecturi"));
        if (changed) {
            throw Failure.of("changed", 400).thrown();
        }
    }

    /// What no other site knows: made of the cookie, which it cannot read.
    private static String token(Request request) {
        String cookie = ConnectCookie.in(request.headers()).orElse("");
        byte[] bytes = TokenHash.of("form " + cookie + " " + request.variable("id")).bytes();
        return java.util.HexFormat.of().formatHex(bytes);
    }

    private static boolean fromAnotherSite(Request request) {
        String site = request.header("Sec-Fetch-Site").orElse("none");
        return !site.equals("same-origin") && !site.equals("none");
    }

    private static Parameters form(Request request) {
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/x-www-form-urlencoded")
                || request.body().size() > MOST_FORM_BYTES) {
            throw Failure.of("request", 400).thrown();
        }
        return Parameters.parse(request.body().text());
    }
}
