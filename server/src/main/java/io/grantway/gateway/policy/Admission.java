package io.grantway.gateway.policy;

import io.grantway.catalog.Application;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.Consumer;
import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.PolicyKind;
import io.grantway.http.Json;
import io.grantway.http.Response;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What all policies have in common that find out who calls: how a call goes on, how it is refused,
/// and Kong's "logical OR", by which one of several is enough where each names an anonymous
/// consumer.
final class Admission {
    private final String workspace;
    private final Supplier<Catalog> catalog;
    private final Anonymous anonymous;

    Admission(PolicyKind.Site site, @Nullable String anonymous, Supplier<Catalog> catalog) {
        this.workspace = site.workspace();
        this.catalog = catalog;
        this.anonymous = new Anonymous(workspace, anonymous);
    }

    /// The catalog in force.
    Catalog catalog() {
        return catalog.get();
    }

    String workspace() {
        return workspace;
    }

    /// Whether another policy has found out already who calls, and that is enough.
    boolean isSettled(Call call) {
        Identity.withoutForged(call.head().headers(), call.upstreamHeaders());
        return anonymous.allowed() && call.credential().isPresent();
    }

    /// A browser asks whether it may call; such a request never has a credential.
    static Decision preflight(Call call) {
        if (call.consumer().isEmpty()) {
            Identity.nobody(call.upstreamHeaders());
        }
        return Decision.PROCEED;
    }

    static boolean isPreflight(Call call) {
        return call.head().method().equals("OPTIONS");
    }

    /// @param identifier what tells the upstream which credential it was
    Decision admit(Call call, Consumer consumer, UUID credential, String identifier) {
        return admit(call, consumer, null, credential, identifier);
    }

    /// @param application whose the credential is; null where it is the consumer's own
    Decision admit(
            Call call,
            Consumer consumer,
            @Nullable Application application,
            UUID credential,
            String identifier) {
        call.authenticated(consumer, credential);
        call.record().identified(consumer.username(), "");
        if (application != null) {
            call.calledBy(application);
        }
        Identity.of(call, consumer, identifier);
        return Decision.PROCEED;
    }

    /// Refuses a call, or lets it go on as the anonymous consumer.
    Decision refuse(Call call, Response response, String reason, String explanation) {
        if (anonymous.allowed()) {
            return admitAnonymous(call);
        }
        call.record().refused(reason, explanation);
        return new Decision.Answer(response);
    }

    private Decision admitAnonymous(Call call) {
        Optional<Consumer> consumer = anonymous.consumer(catalog.get());
        if (consumer.isEmpty()) {
            call.record()
                    .refused(
                            "anonymous_missing",
                            "the consumer "
                                    + anonymous.name()
                                    + " of the setting anonymous does"
                                    + " not exist");
            return new Decision.Answer(
                    message(
                            500,
                            "anonymous consumer "
                                    + anonymous.name()
                                    + " is configured but doesn't exist"));
        }
        call.anonymous(consumer.get());
        call.record().identified(consumer.get().username(), "");
        Identity.anonymous(call.upstreamHeaders(), consumer.get());
        return Decision.PROCEED;
    }

    /// An answer as Kong words it.
    static Response message(int status, String message) {
        return Response.json(status, Json.write(Json.object().put("message", message)));
    }
}
