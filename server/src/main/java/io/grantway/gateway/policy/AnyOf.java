package io.grantway.gateway.policy;

import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.Policy;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import io.grantway.http.HeaderList;
import io.grantway.http.Response;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The `anyOf` policy: lets a call pass that one of its policies lets pass, tried in order. Where
/// none does, it answers by the one that came closest, with the challenges of all.
public final class AnyOf implements Policy {
    private static final String CHALLENGE = "WWW-Authenticate";

    private final List<Policy> policies;

    private AnyOf(List<Policy> policies) {
        this.policies = List.copyOf(policies);
    }

    public static AnyOf of(AnyOfSettings settings, PolicyKind.Site site, PolicyParts parts) {
        return new AnyOf(
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
        if (call.consumer().isEmpty()) {
            // Whichever lets it pass may say nothing of who calls: then nobody must.
            Identity.nobody(call.upstreamHeaders());
        }
        return from(0, call, new ArrayList<>());
    }

    /// Why one of them refused.
    private record Refusal(Response response, String reason, String explanation) {}

    private Decision from(int first, Call call, List<Refusal> before) {
        for (int i = first; i < policies.size(); i++) {
            switch (policies.get(i).decide(call)) {
                case Decision.Proceed() -> {
                    return passed(call);
                }
                case Decision.Answer(var response) -> before.add(refusal(call, response));
                case Decision.Wait(var later) -> {
                    int next = i + 1;
                    return new Decision.Wait(
                            later.thenCompose(decided ->
                                    Decision.stage(arrived(decided, next, call, before))));
                }
            }
        }
        return refused(call, before);
    }

    private Decision arrived(Decision decided, int next, Call call, List<Refusal> before) {
        return switch (decided) {
            case Decision.Proceed() -> passed(call);
            case Decision.Answer(var response) -> {
                before.add(refusal(call, response));
                yield from(next, call, before);
            }
            case Decision.Wait wait -> wait;
        };
    }

    private static Decision passed(Call call) {
        call.record().letPass();
        return Decision.PROCEED;
    }

    private static Refusal refusal(Call call, Response response) {
        return new Refusal(
                response,
                String.valueOf(call.record().reason()),
                String.valueOf(call.record().explanation()));
    }

    /// A call that could not be judged is not called bad; after that, one that was known and may
    /// not is closer than one that was not known.
    private static int closeness(Refusal refusal) {
        return switch (refusal.response().status()) {
            case 503 -> 4;
            case 429 -> 3;
            case 403 -> 2;
            case 401 -> 1;
            default -> 0;
        };
    }

    private static Decision refused(Call call, List<Refusal> refusals) {
        Refusal closest = refusals.getFirst();
        StringBuilder explanations = new StringBuilder("none of anyOf lets it pass");
        for (Refusal each : refusals) {
            closest = closeness(each) > closeness(closest) ? each : closest;
            explanations.append("; ").append(each.reason()).append(": ").append(each.explanation());
        }
        call.record().refused(closest.reason(), explanations.toString());
        return new Decision.Answer(
                closest.response().status() == 401
                        ? challenging(closest.response(), refusals)
                        : closest.response());
    }

    private static Response challenging(Response response, List<Refusal> refusals) {
        Set<String> challenges = new LinkedHashSet<>();
        refusals.forEach(each -> challenges.addAll(each.response().headers().all(CHALLENGE)));
        HeaderList headers = response.headers().without(CHALLENGE);
        for (String challenge : challenges) {
            headers = headers.with(CHALLENGE, challenge);
        }
        return new Response(response.status(), headers, response.body());
    }
}
