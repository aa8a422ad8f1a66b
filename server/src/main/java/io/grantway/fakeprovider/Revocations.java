package io.grantway.fakeprovider;

import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import io.grantway.vault.Access.Revocation.Style;
import java.util.Optional;

/// `/revoke`, asked in the style that is set and in no other.
final class Revocations {
    private final Switches switches;
    private final Credentials clients;
    private final Grants grants;
    private final Counters counters;

    Revocations(Switches switches, Credentials clients, Grants grants, Counters counters) {
        this.switches = switches;
        this.clients = clients;
        this.grants = grants;
        this.counters = counters;
    }

    Answer answer(Call call) {
        Style style = switches.revocation();
        Optional<String> token =
                switch (style) {
                    case RFC7009 -> form(call);
                    case BASIC_DELETE -> basicDelete(call);
                    case BEARER_DELETE -> bearer(call, "DELETE");
                    case BEARER_POST -> bearer(call, "POST");
                    case JSON -> json(call);
                    case QUERY -> named(call.query());
                    case TOKEN_PATH -> path(call);
                    case OAUTH1_POST, NONE -> Optional.empty();
                };
        if (token.isEmpty()) {
            throw new Refused(400, "invalid_request", "/revoke is asked in the style " + style);
        }
        if (grants.end(token.get())) {
            counters.revocation();
        }
        return Answer.of(Response.empty(200));
    }

    /// RFC 7009 §2.1
    private Optional<String> form(Call call) {
        if (!call.method().equals("POST") || !call.isForm()) {
            return Optional.empty();
        }
        Parameters form = call.form();
        var _ = clients.client(call, form);
        return named(form);
    }

    private Optional<String> basicDelete(Call call) {
        if (!call.method().equals("DELETE") || Credentials.basic(call).isEmpty()) {
            return Optional.empty();
        }
        var _ = clients.client(call, Parameters.EMPTY);
        return named(Credentials.fields(call));
    }

    private static Optional<String> bearer(Call call, String method) {
        return call.method().equals(method) ? Credentials.bearer(call) : Optional.empty();
    }

    private static Optional<String> json(Call call) {
        boolean json = call.method().equals("POST") && !call.isForm();
        return json && Json.readObject(call.kept().text()).isPresent()
                ? named(Credentials.fields(call))
                : Optional.empty();
    }

    private static Optional<String> path(Call call) {
        String rest = call.path().substring("/revoke".length());
        return rest.length() > 1 ? Optional.of(rest.substring(1)) : Optional.empty();
    }

    private static Optional<String> named(Parameters fields) {
        return fields.first("token")
                .or(() -> fields.first("access_token"))
                .or(() -> fields.first("refresh_token"))
                .filter(text -> !text.isEmpty());
    }
}
