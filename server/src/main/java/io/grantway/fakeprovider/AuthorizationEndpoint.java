package io.grantway.fakeprovider;

import io.grantway.http.Parameters;
import io.grantway.http.Response;
import io.grantway.oauth.Pkce;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The authorization endpoint (RFC 6749 §3.1): a page that asks, or the answer at once for tests
/// that say who the user is (`auto=megan`) and what they grant (`grant=files.read`).
final class AuthorizationEndpoint {
    private static final String PATH = "/authorize";

    private final Switches switches;
    private final Credentials clients;
    private final Grants grants;
    private final Counters counters;

    AuthorizationEndpoint(
            Switches switches, Credentials clients, Grants grants, Counters counters) {
        this.switches = switches;
        this.clients = clients;
        this.grants = grants;
        this.counters = counters;
    }

    Answer answer(Call call) {
        boolean decided = call.method().equals("POST");
        Parameters asked = decided ? call.form() : call.query();
        String redirect = asked.first("redirect_uri").orElse("");
        Optional<Client> client = clients.named(asked.first("client_id").orElse(""));
        if (client.filter(each -> each.mayReturnTo(redirect)).isEmpty()) {
            // Never to an address that is not registered (RFC 6749 §3.1.2.4).
            return Answer.html(
                    400,
                    Pages.message(
                            "This cannot go on",
                            "The client is unknown, or its redirect_uri is not registered here."));
        }
        Optional<String> wrong = wrong(asked);
        if (wrong.isPresent()) {
            return back(call, asked, Map.of("error", wrong.get()));
        }
        Set<String> scopes = TokenEndpoint.scopes(asked.first("scope").orElse(""));
        Optional<String> auto = asked.first("auto");
        if (!decided && auto.isEmpty()) {
            return Answer.html(200, Pages.consent(PATH, client.get().id(), scopes, request(asked)));
        }
        boolean all = auto.isPresent() && asked.first("grant").isEmpty();
        return decide(
                call,
                asked,
                auto.or(() -> asked.first("user")),
                all ? scopes : granted(asked, scopes));
    }

    private static Optional<String> wrong(Parameters asked) {
        if (!asked.first("response_type").equals(Optional.of("code"))) {
            return Optional.of("unsupported_response_type");
        }
        boolean challenged = asked.first("code_challenge").isPresent();
        boolean known = asked.first("code_challenge_method").equals(Optional.of(Pkce.S256));
        return challenged && !known ? Optional.of("invalid_request") : Optional.empty();
    }

    private static Set<String> granted(Parameters asked, Set<String> scopes) {
        Set<String> granted = new LinkedHashSet<>(scopes);
        Set<String> chosen = new LinkedHashSet<>();
        asked.all("grant").forEach(each -> chosen.addAll(TokenEndpoint.scopes(each)));
        granted.retainAll(chosen);
        return granted;
    }

    private Answer decide(Call call, Parameters asked, Optional<String> user, Set<String> scopes) {
        boolean denied = asked.first("decision").equals(Optional.of("deny"));
        Optional<String> named = user.filter(text -> !text.isBlank());
        if (denied || named.isEmpty()) {
            return back(call, asked, Map.of("error", "access_denied"));
        }
        counters.authorization();
        String code =
                grants.code(
                        asked.first("client_id").orElse(""),
                        named.get(),
                        scopes,
                        asked.first("redirect_uri").orElse(""),
                        asked.first("code_challenge"));
        return back(call, asked, Map.of("code", code));
    }

    /// What comes back with the form.
    private static Parameters request(Parameters asked) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : asked.names()) {
            if (!Set.of("auto", "grant", "user", "decision").contains(name)) {
                fields.put(name, asked.first(name).orElse(""));
            }
        }
        return Parameters.of(fields);
    }

    private Answer back(Call call, Parameters asked, Map<String, String> result) {
        Map<String, String> answer = new LinkedHashMap<>(result);
        asked.first("state").ifPresent(state -> answer.put("state", state));
        if (!switches.has(Switch.NO_ISS)) {
            // RFC 9207
            boolean wrong = switches.has(Switch.WRONG_ISS);
            answer.put("iss", wrong ? "https://another.example" : call.base().toString());
        }
        String redirect = asked.first("redirect_uri").orElse("");
        String joint = redirect.contains("?") ? "&" : "?";
        return Answer.of(
                Response.redirect(303, redirect + joint + Parameters.of(answer).encoded()));
    }
}
