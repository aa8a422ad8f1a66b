package io.grantway.authserver.login;

import io.grantway.authserver.AuthorizationDetails;
import io.grantway.authserver.DeviceCodes;
import io.grantway.authserver.DeviceRequest;
import io.grantway.authserver.LoginConfig;
import io.grantway.authserver.Terms;
import io.grantway.authserver.Theme;
import io.grantway.authserver.login.LoginThrottle.Attempt;
import io.grantway.authserver.login.Page.Alert;
import io.grantway.authserver.login.Sessions.Visitor;
import io.grantway.http.Handler;
import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where a user types the code that their device shows (RFC 8628 §3.3): the code, login, consent.
/// The code travels in the address, as `verification_uri_complete` has it; it says nothing to
/// whoever cannot log in.
public final class DevicePages implements Handler {
    /// What the pages' path is below an issuer.
    public static final String PATH = "/device";

    private static final String DECIDE = "decide";
    private static final String ALLOWED = "allowed";
    private static final String DENIED = "denied";
    private static final String CODE = "user_code";
    private static final int LONGEST_CODE = 64;

    private final Terms terms;
    private final DeviceCodes devices;
    private final LoginMeans means;
    private final LoginConfig config;
    private final LoginThrottle throttle;
    private final Site site;
    private final PageGuard guard;
    private final Entrance entrance;
    private final LogoutStep logout;

    /// @param throttle of wrong codes, other than that of wrong passwords
    public DevicePages(
            Terms terms,
            DeviceCodes devices,
            LoginMeans means,
            LoginConfig config,
            LoginThrottle throttle,
            Theme theme) {
        this.terms = terms;
        this.devices = devices;
        this.means = means;
        this.config = config;
        this.throttle = throttle;
        this.site = new Site(terms, theme);
        this.guard = new PageGuard(terms, site, PATH);
        this.entrance = new Entrance(terms, site, means, config.secondFactor());
        this.logout = new LogoutStep(terms, means.sessions(), site);
    }

    @Override
    public Response handle(Request request) {
        return guard.handle(request, visit -> visit.posted() ? submit(visit) : show(visit));
    }

    private Response show(Visit visit) {
        return switch (visit.step()) {
            case "" ->
                    typed(visit).isEmpty()
                            ? entry(visit, 200, Optional.empty())
                            : found(visit, device -> decide(visit, device));
            case LoginStep.NAME,
                    FactorStep.NAME,
                    EnrolStep.NAME,
                    PasskeyStep.NAME,
                    ProviderStep.NAME,
                    LinkStep.NAME,
                    DECIDE ->
                    PageRenderer.redirect(visit.to(""));
            case LogoutStep.NAME -> logout.ask(visit);
            case ALLOWED -> done(visit, "device.allowed");
            case DENIED -> done(visit, "device.denied");
            default -> throw Problem.notFound("there is no page of this name");
        };
    }

    private Response submit(Visit visit) {
        return switch (visit.step()) {
            case LoginStep.NAME,
                    FactorStep.NAME,
                    EnrolStep.NAME,
                    PasskeyStep.NAME,
                    ProviderStep.NAME,
                    LinkStep.NAME ->
                    found(
                            visit,
                            device ->
                                    entrance.submit(
                                            visit, device.client().application(), demand()));
            case DECIDE -> found(visit, device -> decided(visit, device));
            case LogoutStep.NAME -> logout.submit(visit);
            default -> throw Problem.notFound("there is no page of this name");
        };
    }

    private static String typed(Visit visit) {
        return visit.authorizationRequest().first(CODE).orElse("").strip();
    }

    private Response done(Visit visit, String key) {
        return PageRenderer.render(200, new Page.Notice(site.frame(visit), key));
    }

    /// One step about a device.
    @FunctionalInterface
    private interface Step {
        Response take(DeviceRequest device);
    }

    /// Does what follows a right code. Wrong ones are counted, since there are few enough codes to
    /// be tried out (§5.1), and while one waits the right one is refused too.
    private Response found(Visit visit, Step step) {
        Attempt attempt = attempt(visit);
        Optional<Duration> wait = throttle.admit(attempt);
        if (wait.isPresent()) {
            long seconds = Math.max(1, wait.get().plusMillis(999).toSeconds());
            return entry(visit, 429, Optional.of(Alert.toWait(wait.get())))
                    .with("Retry-After", Long.toString(seconds));
        }
        Optional<DeviceRequest> device =
                typed(visit).length() > LONGEST_CODE
                        ? Optional.empty()
                        : devices.find(terms, typed(visit));
        if (device.isEmpty()) {
            return entry(visit, 400, Optional.of(new Alert("alert.deviceCode")));
        }
        throttle.takeBack(attempt);
        return step.take(device.get());
    }

    /// By address, and by the browser: a cookie can be dropped, and then the address counts alone,
    /// for both.
    private Attempt attempt(Visit visit) {
        String address = visit.request().head().peer().clientAddress();
        String who =
                BrowserCookie.SESSION
                        .in(visit.request().headers())
                        .or(() -> BrowserCookie.LOGIN.in(visit.request().headers()))
                        .orElse(address);
        return new Attempt(terms.place().workspace(), who, address);
    }

    private Response entry(Visit visit, int status, Optional<Alert> alert) {
        Optional<String> held = BrowserCookie.LOGIN.in(visit.request().headers());
        String typed = typed(visit);
        Page page =
                new Page.DeviceCode(
                        site.frame(visit),
                        visit.base(),
                        typed.length() > LONGEST_CODE ? "" : typed,
                        alert);
        Response response = PageRenderer.render(status, page);
        return held.isPresent()
                ? response
                : BrowserCookie.LOGIN.set(response, BrowserCookie.fresh(means.random()));
    }

    private Demand demand() {
        return Demand.of(config.secondFactor().asking(List.of()));
    }

    private Optional<Visitor> visitor(Visit visit) {
        return means.sessions().visitor(visit.request().headers(), terms.place().workspace());
    }

    private Response decide(Visit visit, DeviceRequest device) {
        return entrance.enter(
                visit,
                device.client().application(),
                demand(),
                visitor -> consent(visit, device, visitor, 200, Optional.empty()));
    }

    private Response consent(
            Visit visit, DeviceRequest device, Visitor visitor, int status, Optional<Alert> alert) {
        ScopeWords words = new ScopeWords(site, visit.text());
        return PageRenderer.render(
                status,
                new Page.Device(
                        site.frame(visit),
                        new Page.Asking(
                                device.client().application(),
                                device.client().consumer().username(),
                                terms.place().name(),
                                ""),
                        device.userCode(),
                        visitor.account().shownName(),
                        words.described(device.scopes()),
                        words.undescribed(device.scopes()),
                        new DetailWords(terms.details(), visit.text())
                                .shown(AuthorizationDetails.of(device.claims())),
                        form(visit, visitor, DECIDE),
                        form(visit, visitor, LogoutStep.NAME),
                        alert));
    }

    private Page.Form form(Visit visit, Visitor visitor, String step) {
        return new Page.Form(visit.to(step), token(visit, visitor, step));
    }

    private String token(Visit visit, Visitor visitor, String step) {
        return FormToken.of(visitor.cookie(), step, terms, visit.authorizationRequest());
    }

    private Response decided(Visit visit, DeviceRequest device) {
        return visitor(visit)
                .filter(visitor -> entrance.suffices(visitor, demand()))
                .map(visitor -> decided(visit, device, visitor))
                .orElseGet(() -> PageRenderer.redirect(visit.to("")));
    }

    private Response decided(Visit visit, DeviceRequest device, Visitor visitor) {
        Parameters form = visit.form();
        String sent = form.first("token").orElse("");
        if (visit.fromAnotherSite() || !FormToken.same(token(visit, visitor, DECIDE), sent)) {
            return consent(visit, device, visitor, 403, Optional.of(new Alert("alert.form")));
        }
        return switch (form.first("decision").orElse("")) {
            case "allow" -> {
                String user = visitor.account().username();
                means.consents().remember(terms, device.client(), user, device.scopes());
                // Without the session: the device stays in when the browser's user logs out.
                boolean inTime =
                        devices.allow(
                                terms, device.userCode(), user, visitor.authentication().alone());
                yield after(visit, inTime, ALLOWED);
            }
            case "deny" -> after(visit, devices.deny(terms, device.userCode()), DENIED);
            default ->
                    consent(visit, device, visitor, 400, Optional.of(new Alert("alert.decision")));
        };
    }

    private Response after(Visit visit, boolean inTime, String step) {
        return inTime
                ? PageRenderer.redirect(visit.base() + "/" + step)
                : entry(visit, 400, Optional.of(new Alert("alert.deviceCode")));
    }
}
