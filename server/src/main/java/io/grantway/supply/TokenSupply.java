package io.grantway.supply;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.oauth.TokenHash;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// The tokens of all definitions: one place in memory for each that differs in anything.
public final class TokenSupply implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TokenSupply.class);
    private static final int MOST_ENDPOINTS = 1000;

    private final Around around;
    private final Pauses pauses;
    private final KeptTokens kept;
    private final AtomicLong generations = new AtomicLong();
    private final LongAdder obtained = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Map<TokenHash, DefinitionSource> sources = new ConcurrentHashMap<>();
    private final Map<DefinitionName, Attempts> attempts = new ConcurrentHashMap<>();
    private final Map<DefinitionName, Attempts> ofProviders = new ConcurrentHashMap<>();
    private final Map<DefinitionName, Keys> keys = new ConcurrentHashMap<>();

    /// A definition's keys, which outlive changes that do not concern them.
    private record Keys(AssertionConfig config, ClientKeys keys) {}

    private final Cache<String, EndpointGate> gates =
            Caffeine.newBuilder().maximumSize(MOST_ENDPOINTS).executor(Runnable::run).build();

    public TokenSupply(Around around) {
        this.around = around;
        this.pauses = new Pauses(around.times(), around.random());
        this.kept = new KeptTokens(around.store(), around.spill(), around.clock());
    }

    /// Where a definition's tokens come from. The same configuration has the same tokens, whoever
    /// asks; another one has its own from the first call on.
    ///
    /// @param discovered the token endpoint that was found out elsewhere, such as in the metadata
    ///   of a FHIR server; only counts where the definition names neither one nor an issuer
    public TokenSource source(
            String workspace, String definition, OAuth2Config config, Optional<URI> discovered) {
        DefinitionName name = new DefinitionName(workspace, definition);
        TokenHash key = SupplyKey.token(name, config, EndpointPlace.key(config, discovered));
        DefinitionSource known = sources.get(key);
        if (known != null && known.config().equals(config)) {
            return known;
        }
        return sources.compute(
                key,
                (_, there) ->
                        there != null && there.config().equals(config)
                                ? there
                                : made(name, config, discovered));
    }

    private DefinitionSource made(
            DefinitionName name, OAuth2Config config, Optional<URI> discovered) {
        Definition definition =
                new Definition(
                        name,
                        config,
                        new EndpointPlace(
                                name, config, discovered, uri -> gate(uri, config), around),
                        attempts.computeIfAbsent(name, this::attemptsOf),
                        () -> keys(name, config).signer(),
                        GrantTerms.NONE,
                        around);
        String endpoint = EndpointPlace.key(config, discovered);
        return new DefinitionSource(
                definition,
                new TokenRows.Place(
                        SupplyKey.grant(name, config, endpoint),
                        SupplyKey.grant(name, config, ""),
                        name),
                SupplyKey.token(name, config, endpoint),
                kept,
                generations,
                pauses,
                around);
    }

    private Attempts attemptsOf(DefinitionName name) {
        return new Attempts(
                "security definition \""
                        + name.definition()
                        + "\" of workspace "
                        + name.workspace(),
                false,
                obtained,
                failed);
    }

    /// The tokens of many grants, kept elsewhere than those of definitions; its token requests
    /// count with theirs.
    ///
    /// @param spill where this node keeps what `rows` did not take
    public GrantSupply grants(TokenRows rows, TokenSpill spill) {
        return new GrantSupply(
                around, pauses, new KeptTokens(rows, spill, around.clock()), this::definition);
    }

    private Definition definition(DefinitionName name, OAuth2Config config, GrantTerms terms) {
        return new Definition(
                name,
                config,
                new EndpointPlace(name, config, Optional.empty(), uri -> gate(uri, config), around),
                ofProviders.computeIfAbsent(
                        name,
                        it ->
                                new Attempts(
                                        "provider \""
                                                + it.definition()
                                                + "\" of workspace "
                                                + it.workspace(),
                                        true,
                                        obtained,
                                        failed)),
                () -> keys(name, config).signer(),
                terms,
                around);
    }

    /// The smallest limit of all who use an endpoint counts from the first on.
    private EndpointGate gate(URI endpoint, OAuth2Config config) {
        return gates.get(
                endpoint.toString(),
                _ -> new EndpointGate(config.requestsAtOnce(), around.nanos(), pauses));
    }

    private ClientKeys keys(DefinitionName name, OAuth2Config config) {
        AssertionConfig wanted = config.assertion();
        return keys.compute(
                        name,
                        (_, known) ->
                                known != null && known.config().equals(wanted)
                                        ? known
                                        : new Keys(wanted, new ClientKeys(name, wanted, around)))
                .keys();
    }

    /// The public keys that a definition proves itself with, to be published at
    /// `/.well-known/jwks/`; empty where it has none that were made here. Makes them where they are
    /// missing, so that they can be registered before the first token request.
    public Optional<ObjectNode> jwks(String workspace, String definition, OAuth2Config config) {
        return config.makesKeys()
                ? Optional.of(keys(new DefinitionName(workspace, definition), config).jwks())
                : Optional.empty();
    }

    /// The last token requests of a definition, the oldest first.
    public List<Attempt> attempts(String workspace, String definition) {
        Attempts made = attempts.get(new DefinitionName(workspace, definition));
        return made == null ? List.of() : made.all();
    }

    /// Drops what no definition in force uses any more, from memory at once and from the store
    /// soon.
    ///
    /// @param definitions all in force
    public void inForce(Map<DefinitionName, OAuth2Config> definitions) {
        sources.values()
                .removeIf(source -> !source.config().equals(definitions.get(source.name())));
        attempts.keySet().retainAll(definitions.keySet());
        keys.keySet().retainAll(definitions.keySet());
        Set<TokenHash> configs = new HashSet<>();
        definitions.forEach((name, config) -> configs.add(SupplyKey.grant(name, config, "")));
        around.executor().execute(() -> retain(configs));
    }

    private void retain(Set<TokenHash> configs) {
        try {
            List<TokenHash> gone =
                    around.store().places(around.clock().instant()).stream()
                            .filter(place -> !configs.contains(place.config()))
                            .map(TokenRows.Place::id)
                            .toList();
            if (!gone.isEmpty()) {
                around.store().delete(gone);
            }
        } catch (RuntimeException e) {
            LOG.warn("tokens of former definitions were not taken away: {}", e.toString());
        }
    }

    /// How many token requests brought a token.
    public long obtained() {
        return obtained.sum();
    }

    /// How many did not.
    public long failed() {
        return failed.sum();
    }

    /// How many definitions have a place in memory.
    public int size() {
        return sources.size();
    }

    @Override
    public void close() {
        kept.close();
        sources.clear();
    }
}
