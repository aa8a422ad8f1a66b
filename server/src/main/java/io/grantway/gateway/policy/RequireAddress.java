package io.grantway.gateway.policy;

import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.Policy;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import io.grantway.http.Networks;
import io.grantway.http.Problem;

/// The `requireAddress` policy: lets calls pass that come from certain networks.
public final class RequireAddress implements Policy {
    private final Networks allow;
    private final Networks deny;

    private RequireAddress(Networks allow, Networks deny) {
        this.allow = allow;
        this.deny = deny;
    }

    public static RequireAddress of(
            RequireAddressSettings settings, PolicyKind.Site site, PolicyParts parts) {
        return new RequireAddress(
                Networks.parse(settings.allow()), Networks.parse(settings.deny()));
    }

    @Override
    public Decision decide(Call call) {
        String address = call.head().peer().clientAddress();
        if (!deny.contains(address) && (allow.isEmpty() || allow.contains(address))) {
            return Decision.PROCEED;
        }
        call.record()
                .refused(
                        "address_refused",
                        "the client's address is "
                                + address
                                + (deny.contains(address)
                                        ? ", which deny names"
                                        : ", which allow does not name"));
        return new Decision.Answer(
                Problem.of(403, "address_refused", "this address may not call here")
                        .toResponse(call.head().id()));
    }
}
