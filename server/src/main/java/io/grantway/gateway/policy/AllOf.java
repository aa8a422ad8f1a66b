package io.grantway.gateway.policy;

import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.Policy;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import io.grantway.http.HeaderEdits;
import io.grantway.http.Headers;
import java.util.List;
import java.util.stream.Stream;

/// The `allOf` policy: lets a call pass that every one of its policies lets pass.
public final class AllOf implements Policy {
    private final List<Policy> policies;

    private AllOf(List<Policy> policies) {
        this.policies = List.copyOf(policies);
    }

    public static AllOf of(AllOfSettings settings, PolicyKind.Site site, PolicyParts parts) {
        return new AllOf(
                settings.policies().stream()
                        .map(each -> PolicyKind.make(each, site, parts))
                        .toList());
    }

    @Override
    public Stream<Policy> parts() {
        return policies.stream().flatMap(Policy::parts);
    }

    @Override
    public Decision decide(Call call) {
        return from(0, call);
    }

    private Decision from(int first, Call call) {
        for (int i = first; i < policies.size(); i++) {
            Decision decision = policies.get(i).decide(call);
            if (decision instanceof Decision.Wait(var later)) {
                int next = i + 1;
                return new Decision.Wait(
                        later.thenCompose(decided ->
                                Decision.stage(
                                        decided instanceof Decision.Proceed
                                                ? from(next, call)
                                                : decided)));
            }
            if (!(decision instanceof Decision.Proceed)) {
                return decision;
            }
        }
        return Decision.PROCEED;
    }

    @Override
    public void onResponse(Call call, int status, Headers headers, HeaderEdits edits) {
        for (int i = policies.size() - 1; i >= 0; i--) {
            policies.get(i).onResponse(call, status, headers, edits);
        }
    }
}
