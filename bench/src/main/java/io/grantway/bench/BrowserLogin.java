package io.grantway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A user who logs in at an authorization server and allows what is asked, whatever its pages are:
/// fills in the first form of each page until the browser is sent to the app.
final class BrowserLogin {
    static final String USER = "megan";
    static final String PASSWORD = "gentle-otter-42";
    private static final int MOST_PAGES = 12;
    private static final Pattern FORM = Pattern.compile("(?s)<form[^>]*>.*?</form>");
    private static final Pattern FIELD = Pattern.compile("<(?:input|button)[^>]*>");

    /// By name. The JDK's own jar would keep cookies that are `Secure` from plain HTTP, which
    /// browsers do not on loopback.
    private final Map<String, String> cookies = new TreeMap<>();

    private final HttpClient browser =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    private BrowserLogin() {}

    /// The `Cookie` field by which the server knows the user from now on.
    static String cookies(TokenServer server) {
        BrowserLogin login = new BrowserLogin();
        URI start = URI.create(server.url(server.authorizationRequest()));
        try {
            login.walk(start);
            return login.cookieField();
        } catch (IOException e) {
            throw new UncheckedIOException(server.name() + ": login failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void walk(URI start) throws IOException, InterruptedException {
        URI at = start;
        HttpRequest.Builder request = HttpRequest.newBuilder(at);
        for (int i = 0; i < MOST_PAGES; i++) {
            HttpResponse<String> page =
                    browser.send(
                            request.header("Cookie", cookieField())
                                    .header("Accept", "text/html")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            page.headers().allValues("Set-Cookie").forEach(this::keep);
            String location = page.headers().firstValue("Location").orElse("");
            if (location.startsWith(TokenServer.REDIRECT)) {
                return;
            }
            if (page.statusCode() / 100 == 3) {
                at = at.resolve(location);
                request = HttpRequest.newBuilder(at);
            } else {
                String form = form(page);
                String action = attribute(form, "action");
                at = action.isEmpty() ? at : at.resolve(action);
                request = submission(at, form);
            }
        }
        throw new IllegalStateException("the login comes to no end; last page: " + at);
    }

    private String cookieField() {
        return cookies.entrySet().stream()
                .map(it -> it.getKey() + "=" + it.getValue())
                .collect(Collectors.joining("; "));
    }

    private void keep(String line) {
        String[] pair = line.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty()) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    private static String form(HttpResponse<String> page) {
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new IllegalStateException(
                    "no form: " + page + " " + page.headers() + page.body());
        }
        return form.group();
    }

    private static HttpRequest.Builder submission(URI action, String form) {
        return HttpRequest.newBuilder(action)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(filledIn(form)));
    }

    private static String filledIn(String form) {
        List<String> pairs = new ArrayList<>();
        boolean pressed = false;
        Matcher fields = FIELD.matcher(form);
        while (fields.find()) {
            String field = fields.group();
            boolean button = field.startsWith("<button");
            String name = attribute(field, "name");
            if (name.isEmpty()
                    || attribute(field, "type").equals("checkbox")
                    || (button && pressed)) {
                continue;
            }
            pressed |= button;
            pairs.add(name + "=" + URLEncoder.encode(value(field, name), StandardCharsets.UTF_8));
        }
        return String.join("&", pairs);
    }

    private static String value(String field, String name) {
        return switch (name) {
            case "username", "login" -> USER;
            case "password" -> PASSWORD;
            default -> attribute(field, "value");
        };
    }

    private static String attribute(String tag, String name) {
        Matcher value = Pattern.compile("[\\s]" + name + "=\"([^\"]*)\"").matcher(tag);
        return value.find() ? value.group(1).replace("&amp;", "&") : "";
    }
}
