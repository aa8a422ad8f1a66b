package io.grantway.gateway;

import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Response;

/// Takes calls of a route over the protocols that it names only.
///
/// @param protocol the one that the route takes
/// @param insecureStatus what plain HTTP is answered where HTTPS is asked for
record RequireTransport(Protocol protocol, int insecureStatus) implements Policy {
    private static final int UPGRADE_REQUIRED = 426;

    @Override
    public Decision decide(Call call) {
        boolean secure = call.head().isSecure();
        return switch (protocol) {
            case HTTPS -> secure ? Decision.PROCEED : insecure(call);
            case HTTP -> secure ? notHere(call) : Decision.PROCEED;
        };
    }

    private Decision insecure(Call call) {
        call.record()
                .refused(
                        "https_required",
                        "the call came over plain HTTP, and the route's protocols are [https]");
        if (insecureStatus == UPGRADE_REQUIRED) {
            return new Decision.Answer(
                    Response.json(
                                    UPGRADE_REQUIRED,
                                    Json.write(
                                            Json.object()
                                                    .put("message", "Please use HTTPS protocol")))
                            .with("Connection", "Upgrade")
                            .with("Upgrade", "TLS/1.2, HTTP/1.1"));
        }
        return new Decision.Answer(
                Response.redirect(
                        insecureStatus,
                        "https://"
                                + call.head().target().host()
                                + call.head().target().pathAndQuery()));
    }

    private static Decision notHere(Call call) {
        call.record()
                .refused(
                        "no_route",
                        "the call came over HTTPS, and the route's protocols are [http]");
        return new Decision.Answer(
                Problem.of(404, "no_route", "no API of this gateway has this host and path")
                        .toResponse(call.head().id()));
    }
}
