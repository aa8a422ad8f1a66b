package io.grantway.authserver.login;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.authserver.Terms;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all pages of an endpoint have in common: how a request must have travelled, the files that
/// pages link to, and the answer where no page can be given.
///
/// @param endpoint how its path ends
record PageGuard(Terms terms, Site site, String endpoint) {
    private static final Logger LOG = LoggerFactory.getLogger(PageGuard.class);
    private static final String ASSETS = "assets/";
    private static final Set<String> READING = Set.of("GET", "HEAD");

    /// @throws Problem 404 where the path is not the endpoint's
    Response handle(Request request, Function<Visit, Response> page) {
        Visit visit = Visit.of(request, endpoint);
        try {
            return answer(visit.read(), page);
        } catch (Problem e) {
            return site.failure(visit, e.status(), kind(e.status()));
        } catch (PasswordCheck.Busy e) {
            LOG.warn("pages: {} (request {})", e.getMessage(), request.id());
            return site.failure(visit, 503, "busy").with("Retry-After", "5");
        } catch (StoreUnavailable e) {
            LOG.error("pages: {} (request {})", e.getMessage(), request.id());
            return site.failure(visit, 503, "busy").with("Retry-After", "30");
        }
    }

    private Response answer(Visit visit, Function<Visit, Response> page) {
        if (!visit.posted() && !READING.contains(visit.request().method())) {
            return site.failure(visit, 405, "page").with("Allow", "GET, HEAD, POST");
        }
        if (visit.step().startsWith(ASSETS)) {
            return site.asset(visit.step().substring(ASSETS.length()));
        }
        // A password sent in clear is known to the network, however the page looks.
        if (!terms.transport().admits(visit.request().head())) {
            return site.failure(visit, 400, "insecure");
        }
        return page.apply(visit);
    }

    private static String kind(int status) {
        return status == 404 ? "page" : "request";
    }
}
