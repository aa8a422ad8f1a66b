package io.grantway.gateway.policy;

import io.grantway.catalog.ApiKey;
import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.Policy;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import io.grantway.http.Body;
import io.grantway.http.QuotedString;
import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import java.util.List;
import java.util.Optional;

/// The `requireKey` policy: a call needs an API key of a consumer.
public final class RequireKey implements Policy {
    private final RequireKeySettings settings;
    private final Admission admission;
    private final KeyBody bodies;
    private final Response missing;
    private final Response duplicate;
    private final Response unknown;

    private RequireKey(RequireKeySettings settings, Admission admission) {
        this.settings = settings;
        this.admission = admission;
        this.bodies = new KeyBody(settings.keyNames());
        String realm = settings.realm();
        String challenge = realm == null ? "Key" : "Key realm=" + QuotedString.of(realm);
        missing = refusal("No API key found in request", challenge);
        duplicate = refusal("Duplicate API key found", challenge);
        unknown = refusal("Unauthorized", challenge);
    }

    public static RequireKey of(
            RequireKeySettings settings, PolicyKind.Site site, PolicyParts parts) {
        return new RequireKey(settings, new Admission(site, settings.anonymous(), parts.catalog()));
    }

    private static Response refusal(String message, String challenge) {
        return Admission.message(401, message).with("WWW-Authenticate", challenge);
    }

    @Override
    public Decision decide(Call call) {
        if (!settings.runOnPreflight() && Admission.isPreflight(call)) {
            return Admission.preflight(call);
        }
        if (admission.isSettled(call)) {
            return Decision.PROCEED;
        }
        List<String> found = inHead(call);
        if (settings.hideCredentials()) {
            hideInHead(call);
        }
        return found.isEmpty() && settings.keyInBody() && bodies.isReadable(call)
                ? new Decision.Wait(call.body(KeyBody.LIMIT).thenApply(body -> inBody(call, body)))
                : check(call, found);
    }

    /// The values of the first name that has any.
    private List<String> inHead(Call call) {
        if (settings.keyInHeader()) {
            for (String name : settings.keyNames()) {
                List<String> values = call.head().headers().all(name);
                if (!values.isEmpty()) {
                    return values;
                }
            }
        }
        return settings.keyInQuery()
                ? Pairs.first(call.head().target().query(), settings.keyNames())
                : List.of();
    }

    private Decision inBody(Call call, Body body) {
        List<String> found = bodies.find(call, body);
        if (settings.hideCredentials() && !found.isEmpty()) {
            call.replaceBody(bodies.without(call, body));
        }
        return check(call, found);
    }

    private void hideInHead(Call call) {
        for (String name : settings.keyNames()) {
            if (call.head().headers().contains(name)) {
                call.upstreamHeaders().remove(name);
            }
        }
        String query = call.query();
        if (query != null && !query.isEmpty()) {
            String rest = Pairs.without(query, settings.keyNames());
            call.replaceQuery(rest.isEmpty() ? null : rest);
        }
    }

    private Decision check(Call call, List<String> found) {
        if (found.size() > 1) {
            return admission.refuse(
                    call, duplicate, "key_repeated", "more than one API key in the call");
        }
        if (found.isEmpty() || found.getFirst().isEmpty()) {
            return admission.refuse(
                    call,
                    missing,
                    "key_missing",
                    "no API key where keyNames, keyInHeader, keyInQuery and keyInBody say: "
                            + settings.keyNames());
        }
        TokenHash hash = TokenHash.of(found.getFirst());
        Optional<ApiKey> key = admission.catalog().key(admission.workspace(), hash);
        return key.isPresent()
                ? admission.admit(
                        call,
                        key.get().consumer(),
                        key.get().application(),
                        key.get().id(),
                        key.get().id().toString())
                : admission.refuse(
                        call,
                        unknown,
                        "key_unknown",
                        "the API key " + hash + " is no consumer's of this workspace");
    }
}
