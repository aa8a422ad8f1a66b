package io.grantway.outbound;

import io.grantway.config.Secret;
import io.grantway.http.HeaderList;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One call through a connection, without a word of security.
///
/// @param path below the connection's address, with `{name}`s or without; empty for the address
///   itself
/// @param values by name: those that a `{name}` of the address or the path asks for go there, the
///   others into the query, a list as several parameters of one name
/// @param within how long it may take, where shorter than the connection allows
/// @param onBehalfOf the access token of whoever the call is made for, for definitions that
///   exchange it
/// @param link called instead of `path` and `values`
/// @param repeatable that it may be made twice, though its method does not say so: a search by
///   POST, a conditional create
public record OutboundRequest(
        String method,
        String path,
        Map<String, List<String>> values,
        HeaderList headers,
        OutboundBody body,
        Optional<Duration> within,
        Optional<Secret> onBehalfOf,
        Optional<OutboundLink> link,
        boolean repeatable) {
    public OutboundRequest {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public static OutboundRequest of(String method, String path) {
        return new OutboundRequest(
                method,
                path,
                Map.of(),
                HeaderList.EMPTY,
                OutboundBody.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    public static OutboundRequest of(String method, OutboundLink link) {
        return new OutboundRequest(
                method,
                "",
                Map.of(),
                HeaderList.EMPTY,
                OutboundBody.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.of(link),
                false);
    }

    public OutboundRequest withValues(Map<String, List<String>> others) {
        return new OutboundRequest(
                method, path, others, headers, body, within, onBehalfOf, link, repeatable);
    }

    public OutboundRequest with(String header, String value) {
        return new OutboundRequest(
                method,
                path,
                values,
                headers.with(header, value),
                body,
                within,
                onBehalfOf,
                link,
                repeatable);
    }

    public OutboundRequest sending(OutboundBody other) {
        return new OutboundRequest(
                method, path, values, headers, other, within, onBehalfOf, link, repeatable);
    }

    public OutboundRequest within(Duration limit) {
        return new OutboundRequest(
                method,
                path,
                values,
                headers,
                body,
                Optional.of(limit),
                onBehalfOf,
                link,
                repeatable);
    }

    public OutboundRequest onBehalfOf(Secret accessToken) {
        return new OutboundRequest(
                method,
                path,
                values,
                headers,
                body,
                within,
                Optional.of(accessToken),
                link,
                repeatable);
    }

    public OutboundRequest mayBeRepeated() {
        return new OutboundRequest(
                method, path, values, headers, body, within, onBehalfOf, link, true);
    }

    /// Without values, fields and body, which may hold secrets.
    @Override
    public String toString() {
        return method + " " + link.map(OutboundLink::toString).orElse(path);
    }
}
