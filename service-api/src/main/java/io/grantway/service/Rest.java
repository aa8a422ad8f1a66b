package io.grantway.service;

import java.util.Map;

/// A REST connection. Its address, credentials, time limits and retries are configured; a service
/// says only what it wants.
///
///     Answer plan = call.rest("Billing").get(Map.of("client_id", "42"));
///     call.rest("Billing").post("/plans", new NewPlan("gold"));
///
/// Values that a `{name}` of the address or the path asks for go there, the others into the query;
/// a list becomes several parameters of one name. An answer of status 400 or more is thrown as a
/// [CallException].
public interface Rest {
    default Answer get() {
        return request("GET", "").send();
    }

    default Answer get(Map<String, ?> values) {
        return request("GET", "").values(values).send();
    }

    default Answer get(String path) {
        return request("GET", path).send();
    }

    default Answer get(String path, Map<String, ?> values) {
        return request("GET", path).values(values).send();
    }

    /// @param body rendered as JSON: a map, a list, a record, a [Tree]
    default Answer post(Object body) {
        return request("POST", "").json(body).send();
    }

    default Answer post(String path, Object body) {
        return request("POST", path).json(body).send();
    }

    default Answer put(String path, Object body) {
        return request("PUT", path).json(body).send();
    }

    default Answer patch(String path, Object body) {
        return request("PATCH", path).json(body).send();
    }

    default Answer delete(String path) {
        return request("DELETE", path).send();
    }

    default Answer delete(String path, Map<String, ?> values) {
        return request("DELETE", path).values(values).send();
    }

    /// Any request, with everything that can be said about it.
    ///
    /// @param path below the connection's address, with or without `{name}`s; empty for the address
    ///   itself
    RestRequest request(String method, String path);
}
