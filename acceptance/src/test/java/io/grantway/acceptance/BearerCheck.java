package io.grantway.acceptance;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Lets only calls with a good bearer token to a FHIR server, but for its `/metadata`; and
/// remembers all calls.
@Interceptor
public final class BearerCheck {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Predicate<String> good;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    private BearerCheck(Predicate<String> good) {
        this.good = good;
    }

    /// @param tokens that are good; what is taken out is not any more
    static BearerCheck listed(Collection<String> tokens) {
        return new BearerCheck(tokens::contains);
    }

    static BearerCheck judging(Predicate<String> good) {
        return new BearerCheck(good);
    }

    /// @param endpoint of RFC 7662
    /// @param scope that a token must have; empty for none
    static BearerCheck introspected(URI endpoint, String client, String secret, String scope) {
        HttpClient http = HttpClient.newHttpClient();
        return new BearerCheck(token -> {
            String form = "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
            HttpRequest request =
                    HttpRequest.newBuilder(endpoint)
                            .header("Authorization", Client.basic(client, secret))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form))
                            .build();
            try {
                JsonNode answer = JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
                List<String> scopes =
                        Arrays.asList(answer.path("scope").asString("").split(" ", -1));
                return answer.path("active").asBoolean(false)
                        && (scope.isEmpty() || scopes.contains(scope));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /// A line for each call: method, target, the token's end.
    List<String> asked() {
        return new ArrayList<>(asked);
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_PROCESSED)
    public void check(HttpServletRequest request) {
        String field = request.getHeader("Authorization");
        String token = field != null && field.startsWith("Bearer ") ? field.substring(7) : "";
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        asked.add(
                request.getMethod()
                        + " "
                        + request.getRequestURI()
                        + query
                        + " "
                        + token.substring(Math.max(0, token.length() - 6)));
        boolean open = request.getRequestURI().endsWith("/metadata");
        if (!open && (token.isEmpty() || !good.test(token))) {
            throw new AuthenticationException("the access token is not good here")
                    .addAuthenticateHeaderForRealm("ehr");
        }
    }
}
