package io.grantway.gateway;

import io.grantway.catalog.EntityKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Chooses among the policies of all levels what the calls of a route are put through: one of a
/// kind, the most specific.
///
/// They run as written where one list holds them all, else by their kinds' usual order.
public final class EffectivePolicies {
    /// A level, but for the consumer.
    private record Level(String workspace, @Nullable UUID api, @Nullable UUID route) {
        static Level of(LeveledPolicy policy) {
            return new Level(
                    policy.workspace(),
                    policy.owners().get(EntityKind.API),
                    policy.owners().get(EntityKind.ROUTE));
        }
    }

    private final Map<Level, List<LeveledPolicy>> byLevel = new HashMap<>();

    private EffectivePolicies(Collection<LeveledPolicy> policies) {
        policies.forEach(policy ->
                byLevel.computeIfAbsent(Level.of(policy), _ -> new ArrayList<>(2)).add(policy));
    }

    /// @param policies enabled ones; of two of a kind with the same owners the first counts
    public static EffectivePolicies of(Collection<LeveledPolicy> policies) {
        return new EffectivePolicies(policies);
    }

    /// The policies of one API's routes, which share those that are not a route's own.
    public OfApi api(PolicyKind.Site site, PolicyParts parts) {
        return new OfApi(site, parts);
    }

    /// The policies of one API's routes.
    public final class OfApi {
        private final PolicyKind.Site site;
        private final PolicyParts parts;
        private final IdentityHashMap<LeveledPolicy, Policy> made = new IdentityHashMap<>();

        private OfApi(PolicyKind.Site site, PolicyParts parts) {
            this.site = site;
            this.parts = parts;
        }

        /// What the calls of a route are put through, in order.
        public List<Policy> route(UUID route) {
            SequencedMap<PolicyKind<?>, Choice> choices = new LinkedHashMap<>();
            for (LeveledPolicy policy : candidates(route)) {
                choices.computeIfAbsent(PolicyKind.of(policy.settings()), Choice::new).add(policy);
            }
            return choices.values().stream()
                    .sorted(order(choices.values()))
                    .map(choice -> choice.policy(this::make))
                    .toList();
        }

        private List<LeveledPolicy> candidates(UUID route) {
            List<LeveledPolicy> candidates = new ArrayList<>();
            for (Level level :
                    List.of(
                            new Level(site.workspace(), site.api(), route),
                            new Level(site.workspace(), null, route),
                            new Level(site.workspace(), site.api(), null),
                            new Level(site.workspace(), null, null))) {
                candidates.addAll(byLevel.getOrDefault(level, List.of()));
            }
            return candidates;
        }

        private Policy make(LeveledPolicy policy) {
            return made.computeIfAbsent(
                    policy,
                    _ -> PolicyKind.make(policy.settings(), site.of(policy.owners()), parts));
        }
    }

    private static Comparator<Choice> order(Collection<Choice> choices) {
        boolean oneList =
                choices.stream().allMatch(Choice::isWritten)
                        && choices.stream().map(Choice::owners).distinct().count() == 1;
        return oneList
                ? Comparator.comparingInt(Choice::place)
                : Comparator.comparingInt(Choice::priority).reversed();
    }

    /// The policies of one kind among which a call's consumer decides.
    private static final class Choice {
        private final PolicyKind<?> kind;
        private final Map<UUID, LeveledPolicy> ofConsumers = new HashMap<>();
        private Optional<LeveledPolicy> otherwise = Optional.empty();

        Choice(PolicyKind<?> kind) {
            this.kind = kind;
        }

        void add(LeveledPolicy policy) {
            UUID consumer = policy.owners().get(EntityKind.CONSUMER);
            if (consumer == null) {
                otherwise = Optional.of(otherwise.map(old -> better(old, policy)).orElse(policy));
            } else {
                ofConsumers.merge(consumer, policy, Choice::better);
            }
        }

        private static LeveledPolicy better(LeveledPolicy old, LeveledPolicy other) {
            return other.rank() > old.rank() ? other : old;
        }

        boolean isWritten() {
            return ofConsumers.isEmpty()
                    && otherwise.filter(p -> p.place().isPresent()).isPresent();
        }

        Map<EntityKind, UUID> owners() {
            return otherwise.map(LeveledPolicy::owners).orElse(Map.of());
        }

        int place() {
            return otherwise.map(policy -> policy.place().orElse(0)).orElse(0);
        }

        int priority() {
            return ofConsumers.isEmpty()
                    ? kind.priority()
                    : Math.min(kind.priority(), PolicyKind.AUTHENTICATED);
        }

        Policy policy(java.util.function.Function<LeveledPolicy, Policy> maker) {
            Optional<Policy> usual = otherwise.map(maker);
            Map<UUID, Policy> special = new HashMap<>();
            ofConsumers.forEach((consumer, policy) -> {
                if (otherwise.filter(other -> other.rank() > policy.rank()).isEmpty()) {
                    special.put(consumer, maker.apply(policy));
                }
            });
            return usual.filter(_ -> special.isEmpty())
                    .orElseGet(() -> new ByConsumer(kind.name(), special, usual));
        }
    }
}
