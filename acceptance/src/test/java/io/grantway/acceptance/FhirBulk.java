package io.grantway.acceptance;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.rest.annotation.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.Resource;

/// A bulk export (Bulk Data Access 2.0) of all that a server has: not ready at the first question,
/// then a file for each type.
public final class FhirBulk {
    private final List<FhirRecords<? extends Resource>> records;
    private final AtomicInteger jobs = new AtomicInteger();
    private final Map<String, AtomicInteger> polls = new ConcurrentHashMap<>();

    FhirBulk(List<FhirRecords<? extends Resource>> records) {
        this.records = records;
    }

    @Operation(name = "$export", idempotent = true, manualResponse = true)
    public void export(HttpServletRequest request, HttpServletResponse response) {
        if (!"respond-async".equals(request.getHeader("Prefer"))) {
            response.setStatus(400);
            return;
        }
        String job = Integer.toString(jobs.incrementAndGet());
        polls.put(job, new AtomicInteger());
        response.setHeader("Content-Location", base(request) + "/$export-status?job=" + job);
        response.setStatus(202);
    }

    @Operation(name = "$export-status", idempotent = true, manualResponse = true)
    public void status(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        AtomicInteger asked = polls.get(String.valueOf(request.getParameter("job")));
        if (asked == null) {
            response.setStatus(404);
        } else if (asked.incrementAndGet() == 1) {
            response.setHeader("X-Progress", "half done");
            response.setHeader("Retry-After", "1");
            response.setStatus(202);
        } else {
            response.setContentType("application/json");
            response.getWriter().write(manifest(request));
        }
    }

    private String manifest(HttpServletRequest request) {
        List<String> output =
                records.stream()
                        .map(one -> one.getResourceType().getSimpleName())
                        .map(type ->
                                "{\"type\": \"%s\", \"url\": \"%s/$export-file?type=%s\"}"
                                        .formatted(type, base(request), type))
                        .toList();
        return """
        {"transactionTime": "2026-03-01T11:00:00.000Z", "request": "%s/$export",
         "requiresAccessToken": true, "output": [%s], "error": []}
        """
                .formatted(base(request), String.join(",", output));
    }

    @Operation(name = "$export-file", idempotent = true, manualResponse = true)
    public void file(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/fhir+ndjson");
        IParser json = FhirContext.forR4Cached().newJsonParser();
        for (FhirRecords<? extends Resource> one : records) {
            if (one.getResourceType().getSimpleName().equals(request.getParameter("type"))) {
                for (Resource resource : one.all()) {
                    response.getWriter().write(json.encodeResourceToString(resource) + "\n");
                }
            }
        }
    }

    private static String base(HttpServletRequest request) {
        return "http://" + request.getHeader("Host") + "/fhir";
    }
}
