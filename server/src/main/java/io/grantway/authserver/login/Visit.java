package io.grantway.authserver.login;

import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One request to the pages, taken apart.
///
/// @param base path of the authorization endpoint
/// @param step what follows it, without a slash
/// @param authorizationRequest what the application asks for: it travels in the address of every
///   form, so that this server keeps nothing between the steps
/// @param locales that the application knows its user to speak, the best first
record Visit(
        Request request,
        String base,
        String step,
        Parameters authorizationRequest,
        List<String> locales) {
    private static final int MOST_FORM_BYTES = 16 * 1024;

    /// Without the authorization request, which may be malformed: see [#read].
    ///
    /// @param endpoint how the authorization endpoint's path ends
    /// @throws Problem 404 where the path does not belong to the pages
    static Visit of(Request request, String endpoint) {
        String path = request.path();
        int end = endpointEnd(path, endpoint);
        if (end < 0) {
            throw Problem.notFound("there is no page of this name");
        }
        String rest = path.substring(end);
        String step = rest.isEmpty() ? "" : rest.substring(1);
        return new Visit(request, path.substring(0, end), step, Parameters.EMPTY, List.of());
    }

    /// @throws Problem 400 where the query is malformed
    Visit read() {
        return asking(request.query());
    }

    Visit asking(Parameters other) {
        return new Visit(request, base, step, other, locales);
    }

    Visit inOneOf(List<String> spoken) {
        return new Visit(request, base, step, authorizationRequest, spoken);
    }

    /// Where the endpoint's own path ends; negative where there is none in it.
    static int endpointEnd(String path, String endpoint) {
        int start = path.lastIndexOf(endpoint);
        int end = start + endpoint.length();
        boolean whole = start >= 0 && (end == path.length() || path.charAt(end) == '/');
        return whole ? end : -1;
    }

    boolean posted() {
        return request.method().equals("POST");
    }

    Messages text() {
        return Messages.spoken(locales).orElseGet(this::textForBrowser);
    }

    private Messages textForBrowser() {
        return Messages.preferred(String.join(",", request.headers().all("Accept-Language")));
    }

    /// Address of a step of the same authorization request.
    String to(String next) {
        String query = authorizationRequest.encoded();
        String path = next.isEmpty() ? base : base + "/" + next;
        return query.isEmpty() ? path : path + "?" + query;
    }

    /// The fields of the form that was sent.
    ///
    /// @throws Problem 413 or 415 for what none of our forms sends
    Parameters form() {
        String contentType = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!contentType.startsWith("application/x-www-form-urlencoded")) {
            throw Problem.of(415, "unsupported_media_type", "the form has another content type");
        }
        if (request.body().size() > MOST_FORM_BYTES) {
            throw Problem.of(413, "form_too_large", "the form is larger than 16 KiB");
        }
        return Parameters.parse(request.body().text());
    }

    /// Whether the browser comes by a page of ours, perhaps by way of redirects. One that is asked
    /// for silently is not: it may sit in a frame, where none of our pages is shown.
    boolean isByOurPage() {
        return request.method().equals("GET")
                && request.header("Sec-Fetch-Site").equals(Optional.of("same-origin"))
                && authorizationRequest.all("prompt").stream().noneMatch("none"::equals);
    }

    /// Whether the browser says that another site sent the form (Fetch Metadata). Older browsers
    /// say nothing; the [FormToken] stands guard for all.
    boolean fromAnotherSite() {
        String site = request.header("Sec-Fetch-Site").orElse("none");
        return !site.equals("same-origin") && !site.equals("none");
    }
}
