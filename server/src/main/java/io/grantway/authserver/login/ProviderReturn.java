package io.grantway.authserver.login;

import io.grantway.authserver.AuthenticationLevel;
import io.grantway.authserver.IdentityProviderConfig.NewIdentities;
import io.grantway.authserver.StoreUnavailable;
import io.grantway.authserver.Terms;
import io.grantway.authserver.identity.IdentityProvider;
import io.grantway.authserver.identity.IdentityRefused;
import io.grantway.authserver.identity.ProvenIdentity;
import io.grantway.authserver.identity.ToldOfUser;
import io.grantway.authserver.login.Departures.Departure;
import io.grantway.authserver.login.LinkedUsers.Finding;
import io.grantway.authserver.login.LoginThrottle.Attempt;
import io.grantway.authserver.login.Page.Alert;
import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a user back who comes from a provider (OpenID Connect Core §3.1.2.5).
///
/// The answer counts only in the browser that left, once, at the redirect URI of the provider that
/// was asked: else somebody could log others in as themselves (login CSRF), or make one provider's
/// answer pass for another's (RFC 9700 §4.4, §4.7).
final class ProviderReturn {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderReturn.class);

    /// RFC 8176 has no word for it; this one is in use.
    private static final String METHOD = "fed";

    private final Terms terms;
    private final Site site;
    private final Federation federation;
    private final PendingLogins pending;

    ProviderReturn(Terms terms, Site site, LoginMeans means) {
        this.terms = terms;
        this.site = site;
        this.federation = means.federation();
        this.pending = means.pending();
    }

    /// What follows a login by a provider.
    @FunctionalInterface
    interface Right {
        /// @param methods by which the user logged in (RFC 8176)
        /// @param next where they go on
        Response take(Account account, List<String> methods, Demand demand, Response next);
    }

    static boolean owns(String step) {
        return step.startsWith(IdentityProvider.CALLBACK);
    }

    Response take(Visit visit, Right right) {
        Attempt attempt =
                Attempt.from(
                        terms.place().workspace(), visit.request().head().peer().clientAddress());
        Optional<Duration> wait = federation.throttle().admit(attempt);
        if (wait.isPresent()) {
            return site.failure(visit, 429, "throttled")
                    .with("Retry-After", Long.toString(Alert.seconds(wait.get())));
        }
        String name = visit.step().substring(IdentityProvider.CALLBACK.length());
        Optional<Departure> departure = departure(visit, name);
        Optional<IdentityProvider> provider = federation.provider(name);
        if (departure.isEmpty() || provider.isEmpty()) {
            log(visit, name, "state", "no login that was begun in this browser waits for it");
            return site.failure(visit, 400, "provider");
        }
        return judged(visit, provider.get(), departure.get(), right, attempt);
    }

    private Optional<Departure> departure(Visit visit, String provider) {
        Optional<TokenHash> browser =
                BrowserCookie.LOGIN.in(visit.request().headers()).map(TokenHash::of);
        return visit.authorizationRequest()
                .first("state")
                .flatMap(federation.departures()::take)
                .filter(it -> browser.equals(Optional.of(it.browser())))
                .filter(it -> it.server().equals(terms.place().id()))
                .filter(it -> it.provider().equals(provider));
    }

    private Response judged(
            Visit visit,
            IdentityProvider provider,
            Departure departure,
            Right right,
            Attempt attempt) {
        try {
            ProvenIdentity identity =
                    provider.proven(departure.errand(), visit.authorizationRequest());
            Response response = settle(visit, provider, identity, departure, right);
            federation.throttle().takeBack(attempt);
            return response;
        } catch (IdentityRefused e) {
            if (e.kind() != IdentityRefused.Kind.UNTRUSTED) {
                federation.throttle().takeBack(attempt);
            }
            log(visit, provider.name(), e.check(), e.why());
            return back(departure, alert(e.kind()), provider);
        } catch (StoreUnavailable e) {
            federation.throttle().takeBack(attempt);
            throw e;
        }
    }

    private static String alert(IdentityRefused.Kind kind) {
        return switch (kind) {
            case UNAVAILABLE -> "alert.providerDown";
            case DENIED -> "alert.providerDenied";
            case UNTRUSTED -> "alert.providerUntrusted";
        };
    }

    private Response settle(
            Visit visit,
            IdentityProvider provider,
            ProvenIdentity identity,
            Departure departure,
            Right right) {
        return switch (federation.users().find(terms.place().workspace(), identity)) {
            case Finding.Known(var account) ->
                    admit(visit, provider, identity, departure, right, account);
            case Finding.Gone _ -> {
                log(visit, provider.name(), "user", "the linked user is no more");
                yield back(departure, "alert.identityGone", provider);
            }
            case Finding.Nobody _ -> stranger(visit, provider, identity, departure, right);
        };
    }

    private Response stranger(
            Visit visit,
            IdentityProvider provider,
            ProvenIdentity identity,
            Departure departure,
            Right right) {
        NewIdentities rule = provider.config().accounts();
        if (rule == NewIdentities.EXISTING) {
            log(visit, provider.name(), "user", "nobody is linked with this identity");
            return back(departure, "alert.identityUnknown", provider);
        }
        ToldOfUser told = provider.told(identity);
        String workspace = terms.place().workspace();
        if (rule == NewIdentities.CREATE) {
            Account account = federation.users().create(workspace, identity, told);
            return admit(visit, provider, identity, departure, right, account);
        }
        String cookie =
                pending.meet(
                        new ForeignIdentity(
                                workspace,
                                provider.name(),
                                identity.issuer(),
                                identity.subject(),
                                told.shown()));
        return BrowserCookie.LOGIN.set(PageRenderer.redirect(departure.next()), cookie);
    }

    private Response admit(
            Visit visit,
            IdentityProvider provider,
            ProvenIdentity identity,
            Departure departure,
            Right right,
            Account account) {
        LOG.info(
                "login succeeded: workspace={} user={} provider={} address={} request={}",
                account.workspace(),
                account.username(),
                provider.name(),
                visit.request().head().peer().clientAddress(),
                visit.request().id());
        List<String> methods =
                provider.provesSecondFactor(identity)
                        ? List.of(METHOD, AuthenticationLevel.MULTIPLE)
                        : List.of(METHOD);
        return right.take(
                account, methods, departure.demand(), PageRenderer.redirect(departure.next()));
    }

    /// To the page that the user left, which says why.
    private Response back(Departure departure, String key, IdentityProvider provider) {
        federation
                .notes()
                .leave(departure.browser(), new Alert(key, List.of(provider.config().shownName())));
        return PageRenderer.redirect(departure.next());
    }

    /// @param provider as the path names it, which anybody can write
    private void log(Visit visit, String provider, String check, String why) {
        LOG.info(
                "login by provider refused: workspace={} provider={} check={} why={} address={}"
                        + " request={}",
                terms.place().workspace(),
                federation.provider(provider).map(IdentityProvider::name).orElse("-"),
                check,
                why,
                visit.request().head().peer().clientAddress(),
                visit.request().id());
    }
}
