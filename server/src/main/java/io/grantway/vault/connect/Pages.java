package io.grantway.vault.connect;

import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.vault.Provider;
import java.util.List;
import java.util.Optional;

/// What the pages are made of.
final class Pages {
    private static final String BASE = "/connect/";

    private final ConnectParts parts;
    private final Look look;

    Pages(ConnectParts parts, Look look) {
        this.parts = parts;
        this.look = look;
    }

    private View.Frame frame(Request request, Optional<ConnectSession> session) {
        Texts text =
                Texts.preferred(
                        session.flatMap(each -> each.asked().locale()),
                        String.join(",", request.headers().all("Accept-Language")));
        return new View.Frame(text, look, request.target().authority());
    }

    Response choose(Request request, ConnectSession session, String token) {
        List<View.Choice> choices =
                session.asked().providers().stream().map(each -> choice(session, each)).toList();
        return ViewRenderer.render(
                200,
                new View.Choose(
                        frame(request, Optional.of(session)),
                        session.asked().app(),
                        choices,
                        form(session, token),
                        away(session)));
    }

    private View.Choice choice(ConnectSession session, String name) {
        String title =
                parts.providers()
                        .find(session.asked().workspace(), name)
                        .map(Provider::title)
                        .orElse(name);
        return new View.Choice(name, title);
    }

    private static View.Form form(ConnectSession session, String token) {
        return new View.Form(BASE + session.id() + "/start", token);
    }

    /// To the app, with nothing told: the user has turned back.
    private static String away(ConnectSession session) {
        return session.asked().returnUrl();
    }

    Response step(Request request, ConnectSession session, Step step, String token) {
        View.Frame frame = frame(request, Optional.of(session));
        String app = session.asked().app();
        return switch (step) {
            case Step.Ask(var provider, var kind, var fields, var help) ->
                    ViewRenderer.render(
                            fields.stream().anyMatch(each -> each.mistake().isPresent())
                                    ? 400
                                    : 200,
                            new View.Ask(
                                    frame,
                                    kind,
                                    app,
                                    choice(session, provider.name()),
                                    fields,
                                    help,
                                    form(session, token),
                                    away(session)));
            case Step.Away(var provider, var address) -> {
                View.Choice choice = choice(session, provider.name());
                yield request.method().equals("POST")
                        ? ViewRenderer.leaving(new View.Leaving(frame, choice, address.toString()))
                        : ViewRenderer.redirect(address.toString());
            }
            case Step.Code(var provider, var device) ->
                    ViewRenderer.render(
                                    200,
                                    new View.DeviceCode(
                                            frame,
                                            app,
                                            choice(session, provider.name()),
                                            device.userCode(),
                                            device.address(),
                                            device.complete(),
                                            away(session)))
                            .with(
                                    "Refresh",
                                    device.interval().plusSeconds(1).toSeconds()
                                            + ";url="
                                            + BASE
                                            + session.id());
            case Step.Ended(var after, var outcome) -> outcome(request, after, outcome);
        };
    }

    Response working(Request request, ConnectSession session) {
        String here = request.target().pathAndQuery();
        return ViewRenderer.render(200, new View.Working(frame(request, Optional.of(session))))
                .with("Refresh", "1;url=" + here);
    }

    /// Straight back to the app, where there is nothing to say and no window to close.
    Response outcome(Request request, ConnectSession session, Outcome outcome) {
        if (outcome.failure().isPresent()) {
            return failed(request, session, outcome, outcome.failure().get());
        }
        String next = ReturnUrl.telling(session, outcome);
        boolean silent =
                session.asked().origin().isEmpty()
                        && outcome.missing().isEmpty()
                        && request.method().equals("GET");
        if (silent) {
            return ViewRenderer.redirect(next);
        }
        return ViewRenderer.render(
                200,
                new View.Done(
                        frame(request, Optional.of(session)),
                        session.asked().app(),
                        choice(session, outcome.provider()),
                        outcome.label(),
                        outcome.missing(),
                        next,
                        message(request, session, outcome.provider(), "connected")));
    }

    private Response failed(
            Request request, ConnectSession session, Outcome outcome, Failure failure) {
        return ViewRenderer.render(
                failure.status(),
                new View.Failed(
                        frame(request, Optional.of(session)),
                        failure.kind(),
                        failure.arguments(),
                        failure.detail(),
                        session.asked().app(),
                        Optional.of(BASE + session.id() + "/again"),
                        Optional.of(ReturnUrl.telling(session, outcome)),
                        request.id(),
                        message(request, session, outcome.provider(), "failed")));
    }

    /// Where no flow has ended.
    Response failure(Request request, Optional<ConnectSession> session, Failure failure) {
        return ViewRenderer.render(
                failure.status(),
                new View.Failed(
                        frame(request, session),
                        failure.kind(),
                        failure.arguments(),
                        failure.detail(),
                        session.map(each -> each.asked().app()).orElse("the app"),
                        session.map(each -> BASE + each.id() + "/again"),
                        session.map(Pages::away),
                        request.id(),
                        Optional.empty()));
    }

    private static Optional<View.Message> message(
            Request request, ConnectSession session, String provider, String status) {
        String scheme = request.head().isSecure() ? "https://" : "http://";
        String script =
                scheme + request.target().authority() + "/connect/assets/" + ConnectFiles.TELL_NAME;
        return session.asked()
                .origin()
                .map(origin -> new View.Message(script, origin, provider, session.id(), status));
    }
}
