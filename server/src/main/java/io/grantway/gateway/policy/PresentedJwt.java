package io.grantway.gateway.policy;

import io.grantway.http.Parameters;
import io.grantway.http.RequestHead;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds the signed tokens of a call.
record PresentedJwt(List<String> headers, List<String> parameters, List<String> cookies) {
    private static final String BEARER = "bearer ";

    /// The different tokens, wherever they are.
    Set<String> in(RequestHead head) {
        Set<String> tokens = new LinkedHashSet<>(2);
        String query = head.target().query();
        if (query != null && !query.isEmpty() && !parameters.isEmpty()) {
            Parameters read = Pairs.read(query);
            parameters.forEach(name -> tokens.addAll(read.all(name)));
        }
        if (!cookies.isEmpty()) {
            head.headers().all("Cookie").forEach(line -> addCookies(line, tokens));
        }
        for (String name : headers) {
            for (String value : head.headers().all(name)) {
                String text = value.strip();
                if (text.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                    tokens.add(text.substring(BEARER.length()).strip());
                }
            }
        }
        tokens.remove("");
        return tokens;
    }

    private void addCookies(String line, Set<String> tokens) {
        for (String pair : line.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && cookies.contains(pair.substring(0, equals).strip())) {
                tokens.add(pair.substring(equals + 1).strip());
            }
        }
    }
}
