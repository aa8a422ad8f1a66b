package io.grantway.gateway.policy;

import io.grantway.catalog.Catalog;
import io.grantway.catalog.Consumer;
import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.Policy;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import io.grantway.http.Response;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The `requireGroup` policy: lets a call through, or not, by the groups of its consumer.
public final class RequireGroup implements Policy {
    private static final Response UNKNOWN = Admission.message(401, "Unauthorized");
    private static final Response REFUSED =
            Admission.message(403, "You cannot consume this service");

    private final Set<String> allow;
    private final Set<String> deny;
    private final boolean hideGroups;
    private final Supplier<Catalog> catalog;

    private RequireGroup(RequireGroupSettings settings, Supplier<Catalog> catalog) {
        this.allow = Set.copyOf(settings.allow());
        this.deny = Set.copyOf(settings.deny());
        this.hideGroups = settings.hideGroupsHeader();
        this.catalog = catalog;
    }

    public static RequireGroup of(
            RequireGroupSettings settings, PolicyKind.Site site, PolicyParts parts) {
        return new RequireGroup(settings, parts.catalog());
    }

    @Override
    public Decision decide(Call call) {
        call.upstreamHeaders().remove(Identity.GROUPS);
        Optional<Consumer> consumer = call.consumer();
        if (consumer.isEmpty()) {
            return refuse(
                    call,
                    UNKNOWN,
                    "group_of_nobody",
                    "requireGroup needs a policy before it that finds out who calls");
        }
        Set<String> groups = catalog.get().groups(consumer.get().id());
        if (!allow.isEmpty() && Collections.disjoint(allow, groups)) {
            return refuse(
                    call,
                    REFUSED,
                    "group_missing",
                    "the groups of "
                            + consumer.get().username()
                            + " are "
                            + groups
                            + "; allow has "
                            + allow);
        }
        if (!deny.isEmpty() && !Collections.disjoint(deny, groups)) {
            return refuse(
                    call,
                    REFUSED,
                    "group_denied",
                    "the groups of "
                            + consumer.get().username()
                            + " are "
                            + groups
                            + "; deny has "
                            + deny);
        }
        if (!hideGroups && !groups.isEmpty()) {
            call.upstreamHeaders().set(Identity.GROUPS, Identity.text(String.join(", ", groups)));
        }
        return Decision.PROCEED;
    }

    private static Decision refuse(Call call, Response response, String reason, String why) {
        call.record().refused(reason, why);
        return new Decision.Answer(response);
    }
}
