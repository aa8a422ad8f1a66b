package io.grantway.outbound;

import io.grantway.config.Key;
import java.util.List;

/// How far the links from page to page are followed.
public record FhirPagingConfig(
        @Key(
                        value = "Most pages of one search; more is an error, not a shorter answer.",
                        or = "1000")
                int maxPages,
        @Key(value = "Most rows of one search, over all its pages.", or = "1000000") long maxRows,
        @Key(
                        value =
                                "What the server, behind its proxy, believes its own address to be,"
                                        + " where its links to next pages name that: origins, or"
                                        + " addresses in place of the whole `url`. Such links are"
                                        + " followed at `url`; others that lead elsewhere are"
                                        + " refused, and see no token.",
                        example = "['http://hapi.internal:8080/fhir']")
                List<String> rewriteNext) {
    public FhirPagingConfig {
        rewriteNext = List.copyOf(rewriteNext);
        Limits.check("maxPages", maxPages, 1, 100_000);
        Limits.check("maxRows", maxRows, 1, 1_000_000_000);
        rewriteNext.forEach(address -> FhirConfig.requireAddress("rewriteNext", address));
    }
}
