package io.grantway.cli;

import io.grantway.boot.Server;
import io.grantway.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// A call without a token, a token, a call with it: each as a command to repeat and the answer it
/// got.
final class QuickstartWalk {
    private static final String FORM =
            "grant_type=password&client_id=clientid&client_secret=clientsecret"
                    + "&provision_key=provisionkey&authenticated_userid=1&scope=read";

    private final Page page;
    private final QuickstartFiles files;
    private final String password;
    private final URI gateway;
    private final URI admin;

    /// @param password of the scenario's user, whom everybody may be here
    QuickstartWalk(Terminal terminal, QuickstartFiles files, Server server, String password) {
        this.page = new Page(terminal.out(), terminal.colours());
        this.files = files;
        this.password = password;
        this.gateway = server.gatewayHttps().orElseThrow();
        this.admin = server.adminHttps().orElseThrow();
    }

    /// @return whether every answer was the one to expect
    boolean run() throws IOException, InterruptedException {
        page.title("Grantway " + Server.version() + ": OAuth in front of an API that knows none");
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(Trust.only(files.certificate())).build()) {
            URI event = gateway.resolve("/event/1");
            URI token = gateway.resolve("/event/oauth2/token");

            page.step("Without a token the API is closed", curl("", event));
            var refused = show(client, HttpRequest.newBuilder(event));

            page.step("An application gets a token", curl("-d '" + FORM + "' ", token));
            var given =
                    show(
                            client,
                            HttpRequest.newBuilder(token)
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString(FORM)));
            String accessToken =
                    given.statusCode() == 200
                            ? Json.parse(given.body()).path("access_token").asString("")
                            : "";

            String bearer = "Authorization: Bearer " + accessToken;
            page.step("With it the API answers", curl("-H '" + bearer + "' ", event));
            var answered = show(client, authorized(event, accessToken));

            URI echo = gateway.resolve("/event/echo");
            page.step("And is told who calls", curl("-H '" + bearer + "' ", echo));
            var told = show(client, authorized(echo, accessToken));
            goOn();
            return refused.statusCode() == 401
                    && answered.statusCode() == 200
                    && told.body().contains("\"x-consumer-username\":[\"ClientApp\"]");
        }
    }

    private static HttpRequest.Builder authorized(URI uri, String accessToken) {
        return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + accessToken);
    }

    private HttpResponse<String> show(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        var response = client.send(request.build(), BodyHandlers.ofString());
        page.answer(response.statusCode(), response.body());
        return response;
    }

    private String curl(String options, URI uri) {
        return "curl --cacert " + files.certificate() + " " + options + uri;
    }

    private void goOn() {
        page.title("Go on");
        String login =
                "/event/oauth2/authorize?client_id=clientid&response_type=code&scope=read&state=1";
        page.entry("log in, in a browser", gateway.resolve(login).toString());
        page.entry("", "as megan with the password " + password);
        page.entry(
                "list the tokens",
                curl("-H \"Authorization: Bearer $(cat " + files.adminToken() + ")\" ", admin)
                        + "/Sample/oauth2_tokens");
        page.entry("configuration", files.configuration() + " (a change is in force as you save)");
        page.entry("access log", files.accessLog().toString());
        page.entry("stop", "Ctrl-C");
    }
}
