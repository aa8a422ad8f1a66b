package io.grantway.authserver.login;

import io.grantway.authserver.AuthenticationLevel;
import io.grantway.authserver.LoginConfig.SecondFactor;
import io.grantway.authserver.Terms;
import io.grantway.authserver.login.Sessions.Visitor;
import io.grantway.http.Headers;
import io.grantway.http.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a browser's user has proved, what they still have to do, and the session they get for it.
final class Admission {
    private final Terms terms;
    private final LoginMeans means;
    private final PasskeyStep passkeys;
    private final LinkStep link;

    Admission(Terms terms, LoginMeans means, PasskeyStep passkeys, LinkStep link) {
        this.terms = terms;
        this.means = means;
        this.passkeys = passkeys;
        this.link = link;
    }

    /// What somebody still has to do.
    enum Need {
        NOTHING,
        CODE,
        ENROLMENT
    }

    Need need(Proven who, Demand demand) {
        if (demand.second() == SecondFactor.OFF
                || AuthenticationLevel.of(who.methods()) == AuthenticationLevel.TWO_FACTORS) {
            return Need.NOTHING;
        }
        if (means.factors().hasApp(who.account())) {
            return Need.CODE;
        }
        if (demand.second() != SecondFactor.REQUIRED) {
            return Need.NOTHING;
        }
        return passkeys.known(who.account()) ? Need.CODE : Need.ENROLMENT;
    }

    /// Whether a session proves what is asked, so that its user would not be asked for anything.
    boolean suffices(Visitor visitor, Demand demand) {
        return !visitor.authentication().at().isBefore(demand.since())
                && need(proven(visitor), demand) == Need.NOTHING;
    }

    /// Whether the user of a session may go on with it, perhaps by a step more.
    boolean inTime(Visitor visitor, Demand demand) {
        return !visitor.authentication().at().isBefore(demand.since())
                && (need(proven(visitor), demand) != Need.ENROLMENT || isFresh(visitor));
    }

    boolean isFresh(Visitor visitor) {
        Instant earliest = means.clock().instant().minus(Entrance.FRESH);
        return !visitor.authentication().at().isBefore(earliest);
    }

    /// Who is on the way in at a browser.
    Optional<Proven> pending(Visit visit) {
        return means.pending().find(visit.request().headers(), terms.place().workspace());
    }

    /// Who is logged in at a browser.
    Optional<Visitor> visitor(Visit visit) {
        return means.sessions().visitor(visit.request().headers(), terms.place().workspace());
    }

    static Proven proven(Visitor visitor) {
        return new Proven(
                visitor.account(), visitor.cookie(), visitor.authentication().methods(), true);
    }

    /// A first factor is right: a session where that is enough, else a step towards one.
    Response accept(Visit visit, Proven who, Demand demand, Response next) {
        if (need(who, demand) == Need.NOTHING) {
            return admit(visit, who, List.of(), next);
        }
        means.pending().end(visit.request().headers());
        String cookie = means.pending().begin(who.account(), who.methods(), who.identity());
        return BrowserCookie.LOGIN.set(next, cookie);
    }

    /// Gives the browser a session, under a new value, which says what was proved.
    Response admit(Visit visit, Proven who, List<String> more, Response next) {
        Headers headers = visit.request().headers();
        List<String> methods =
                Stream.concat(who.methods().stream(), more.stream()).distinct().toList();
        means.pending().end(headers);
        who.identity().ifPresent(identity -> link.link(visit, who.account(), identity));
        String cookie =
                who.session()
                        ? means.sessions().raise(visit.request(), who.account(), methods)
                        : means.sessions().open(visit.request(), who.account(), methods);
        return BrowserCookie.LOGIN.clear(BrowserCookie.SESSION.set(next, cookie));
    }

    /// Begins again, as somebody else.
    Response leave(Visit visit, Response next) {
        Headers headers = visit.request().headers();
        if (pending(visit).isPresent() || link.met(visit).isPresent()) {
            means.pending().end(headers);
            return BrowserCookie.LOGIN.clear(next);
        }
        means.sessions().close(headers);
        return BrowserCookie.SESSION.clear(next);
    }
}
