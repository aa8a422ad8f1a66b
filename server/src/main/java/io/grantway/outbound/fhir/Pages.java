package io.grantway.outbound.fhir;

import io.grantway.http.Body;
import io.grantway.outbound.FhirFailure;
import io.grantway.outbound.FhirFailure.Reason;
import io.grantway.outbound.OutboundBody;
import io.grantway.outbound.OutboundLink;
import io.grantway.outbound.OutboundRequest;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The way from page to page of one server's bundles (R4 §3.1.1.4), which ends: no page twice, no
/// more pages and rows than allowed, none of another origin.
public final class Pages {
    /// Longer addresses are refused by servers, even such as they made themselves.
    private static final int LONGEST = 8000;

    private final FhirCalls calls;
    private final Links links;
    private final int maxPages;
    private final long maxRows;

    public Pages(FhirCalls calls, Links links, int maxPages, long maxRows) {
        this.calls = calls;
        this.links = links;
        this.maxPages = maxPages;
        this.maxRows = maxRows;
    }

    /// The same pages, called by others' calls.
    public Pages by(FhirCalls others) {
        return new Pages(others, links, maxPages, maxRows);
    }

    /// The pages up to one, as a list whose head is that page.
    ///
    /// @param address of the page; null for the first
    public record Trail(@Nullable Trail before, @Nullable String address, int pages, long rows) {
        boolean has(String other) {
            for (Trail one = this; one != null; one = one.before) {
                if (other.equals(one.address)) {
                    return true;
                }
            }
            return false;
        }

        /// Not the whole list.
        @Override
        public String toString() {
            return pages + " pages";
        }
    }

    /// A page.
    public record Page(JsonNode bundle, Trail trail) {}

    /// The first page.
    public Page first(JsonNode bundle) {
        return checked(bundle, new Trail(null, null, 1, rows(bundle)));
    }

    /// An address that an answer named, at the server itself.
    ///
    /// @throws FhirFailure where it leads elsewhere
    public URI home(String link) {
        return links.home(link, "the address");
    }

    /// The page after one; empty after the last.
    public Optional<Page> after(Page page) {
        Optional<String> next = next(page.bundle());
        if (next.isEmpty()) {
            return Optional.empty();
        }
        URI address = links.home(next.get(), "the next page");
        String text = address.toString();
        if (page.trail().has(text)) {
            throw failure(Reason.LINK, "the next page is one that was read already: a loop");
        }
        if (page.trail().pages() >= maxPages) {
            throw failure(
                    Reason.TOO_MUCH,
                    "there are more pages than the " + maxPages + " of fhir.paging.maxPages");
        }
        JsonNode bundle = calls.ask(request(address)).resource();
        return Optional.of(
                checked(
                        bundle,
                        new Trail(
                                page.trail(),
                                text,
                                page.trail().pages() + 1,
                                page.trail().rows() + rows(bundle))));
    }

    private Page checked(JsonNode bundle, Trail trail) {
        if (!bundle.path("resourceType").asString("").equals("Bundle")) {
            throw failure(
                    Reason.NOT_FHIR,
                    "a Bundle was expected, not "
                            + bundle.path("resourceType").asString("an empty answer"));
        }
        if (trail.rows() > maxRows) {
            throw failure(
                    Reason.TOO_MUCH,
                    "there are more rows than the " + maxRows + " of fhir.paging.maxRows");
        }
        return new Page(bundle, trail);
    }

    private FhirFailure failure(Reason reason, String text) {
        return new FhirFailure(calls.name(), reason, text);
    }

    private static int rows(JsonNode bundle) {
        return bundle.path("entry").size();
    }

    private static Optional<String> next(JsonNode bundle) {
        for (JsonNode link : bundle.path("link")) {
            if (link.path("relation").asString("").equals("next")) {
                return FhirJson.text(link, "url");
            }
        }
        return Optional.empty();
    }

    /// By GET as it stands; a search whose address would be too long, by POST.
    private OutboundRequest request(URI address) {
        String text = address.toString();
        int question = text.indexOf('?');
        if (text.length() <= LONGEST || question < 0) {
            return OutboundRequest.of("GET", new OutboundLink(address, true));
        }
        URI search = URI.create(text.substring(0, question) + "/_search");
        return OutboundRequest.of("POST", new OutboundLink(search, true))
                .sending(
                        OutboundBody.of(
                                "application/x-www-form-urlencoded",
                                Body.of(text.substring(question + 1))))
                .mayBeRepeated();
    }
}
