package io.grantway.outbound;

import io.grantway.config.Nearest;
import io.grantway.outbound.CallFailure.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Every connection in force. Immutable: a change makes another set, which keeps pool and circuit
/// of each connection that it does not touch.
public final class Connections {
    public static final Connections NONE = new Connections(new TreeMap<>());

    /// By workspace and name.
    private final SortedMap<String, SortedMap<String, Live>> all;

    private Connections(SortedMap<String, SortedMap<String, Live>> all) {
        this.all = all;
    }

    /// Something that belongs to a workspace.
    public record In<T>(String workspace, T config) {}

    /// A connection and what it was made of.
    ///
    /// @param definition by which its calls prove themselves; null for none, or where it is missing
    private record Live(
            ConnectionConfig config,
            @Nullable SecurityDefinitionConfig definition,
            RestConnection rest,
            @Nullable LiveFhir fhir) {
        Connection calls() {
            return fhir == null ? rest : fhir;
        }

        void retire() {
            if (fhir == null) {
                rest.retire();
            } else {
                fhir.retire();
            }
        }

        boolean madeOf(ConnectionConfig other, @Nullable SecurityDefinitionConfig proof) {
            return config.equals(other) && Objects.equals(definition, proof);
        }
    }

    /// Makes the connections that are new or changed.
    ///
    /// @param before in force; what is not used any more of it is not ended here
    ///   ([#retireUnlessIn])
    public static Connections of(
            List<In<SecurityDefinitionConfig>> definitions,
            List<In<ConnectionConfig>> connections,
            Connections before,
            Surroundings around) {
        if (connections.isEmpty()) {
            return NONE;
        }
        Map<List<String>, SecurityDefinitionConfig> known = new HashMap<>();
        definitions.forEach(
                each -> known.put(List.of(each.workspace(), each.config().name()), each.config()));
        SortedMap<String, SortedMap<String, Live>> all = new TreeMap<>();
        for (In<ConnectionConfig> each : connections) {
            String security = each.config().calls().security();
            SecurityDefinitionConfig definition =
                    security == null ? null : known.get(List.of(each.workspace(), security));
            Live old = before.live(each.workspace(), each.config().name());
            Live live =
                    old != null && old.madeOf(each.config(), definition)
                            ? old
                            : made(each, definition, old, around);
            all.computeIfAbsent(each.workspace(), _ -> new TreeMap<>())
                    .put(each.config().name(), live);
        }
        return new Connections(all);
    }

    private static Live made(
            In<ConnectionConfig> each,
            @Nullable SecurityDefinitionConfig definition,
            @Nullable Live old,
            Surroundings around) {
        String named = each.config().calls().security();
        Security security =
                named != null && definition == null
                        ? new MissingSecurity(named)
                        : new Securities(each.workspace(), around).of(definition);
        Tally tally = old == null ? new Tally() : old.rest().tally();
        FhirConfig config = each.config().fhir();
        if (config != null) {
            LiveFhir fhir =
                    new LiveFhir(
                            new In<>(each.workspace(), each.config().name()),
                            config,
                            definition,
                            security,
                            around,
                            tally);
            return new Live(each.config(), definition, fhir.rest(), fhir);
        }
        RestConnection rest =
                new RestConnection(
                        each.config().name(),
                        each.config().calls(),
                        definition,
                        security,
                        around,
                        tally);
        return new Live(each.config(), definition, rest, null);
    }

    private @Nullable Live live(String workspace, String name) {
        SortedMap<String, Live> named = all.get(workspace);
        return named == null ? null : named.get(name);
    }

    /// The connection of a name, as it is now: asked for anew for each call, so that a change
    /// counts.
    ///
    /// @throws CallFailure where there is none
    public Connection find(String workspace, String name) {
        return found(workspace, name).calls();
    }

    /// The FHIR connection of a name, as [#find].
    ///
    /// @throws CallFailure where there is none, or one of another kind
    public FhirConnection fhir(String workspace, String name) {
        return liveFhir(workspace, name).fhir();
    }

    /// The bulk exports of a FHIR connection, as [#find].
    ///
    /// @throws CallFailure where there is none, or one of another kind
    public FhirExports exports(String workspace, String name) {
        return liveFhir(workspace, name).exports();
    }

    private LiveFhir liveFhir(String workspace, String name) {
        LiveFhir fhir = found(workspace, name).fhir();
        if (fhir == null) {
            throw new CallFailure(name, Reason.REQUEST, "it is not one to a FHIR server");
        }
        return fhir;
    }

    private Live found(String workspace, String name) {
        Live found = live(workspace, name);
        if (found != null) {
            return found;
        }
        SortedMap<String, Live> named = all.getOrDefault(workspace, new TreeMap<>());
        String meant =
                Nearest.to(name, named.keySet()).map(it -> "; is it \"" + it + "\"?").orElse("");
        throw new CallFailure(
                name,
                Reason.REQUEST,
                "there is none of this name in the workspace " + workspace + meant);
    }

    /// The connection of a name for the gateway, which forwards calls by itself; empty where there
    /// is none.
    public Optional<ForwardedConnection> forwarded(String workspace, String name) {
        return Optional.ofNullable(live(workspace, name))
                .map(live -> new ForwardedConnection(live.rest()));
    }

    /// Goes on with what a stop of this process interrupted, once these are in force.
    public void begin() {
        all.values()
                .forEach(named ->
                        named.values().stream()
                                .map(Live::fhir)
                                .filter(Objects::nonNull)
                                .forEach(fhir -> fhir.exports().resume()));
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /// The last calls of a connection, the newest first; none where there is no such connection.
    public List<PastCall> past(String workspace, String name) {
        return Optional.ofNullable(live(workspace, name))
                .map(live -> live.rest().past())
                .orElse(List.of());
    }

    /// Ends what another set does not have: its connections close with the calls under way.
    public void retireUnlessIn(Connections kept) {
        all.forEach((workspace, named) ->
                named.forEach((name, live) -> {
                    Live other = kept.live(workspace, name);
                    if (other == null || other.rest() != live.rest()) {
                        live.retire();
                    }
                }));
    }

    /// The numbers of each connection, by workspace and name.
    public void figures(BiConsumer<In<String>, Figures> each) {
        all.forEach((workspace, named) ->
                named.forEach((name, live) -> {
                    RestConnection rest = live.rest();
                    each.accept(new In<>(workspace, name), rest.tally().figures());
                }));
    }
}
