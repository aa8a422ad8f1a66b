package io.grantway.outbound.checkup;

import io.grantway.config.Secret;
import io.grantway.outbound.SecurityDefinitionConfig;
import io.grantway.supply.OAuth2Config;
import io.grantway.supply.SuppliedToken;
import io.grantway.supply.TokenGrant;
import io.grantway.supply.TokenSource;
import io.grantway.supply.TokenStatus;
import io.grantway.supply.TokenUnavailable;
import io.grantway.token.ExternalServerConfig;
import io.grantway.token.MetadataSource;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Looks whether a security definition yields a credential, step by step.
public final class DefinitionCheckup {
    private static final String SERVER = "token server";

    private final Means means;
    private final Function<SecurityDefinitionConfig, TokenSource> tokens;
    private final Looks looks;

    private DefinitionCheckup(Means means, Function<SecurityDefinitionConfig, TokenSource> tokens) {
        this.means = means;
        this.tokens = tokens;
        this.looks = new Looks(SERVER, means.nanos());
    }

    /// Takes the steps. A token in memory is used, and none is renewed: calls that are under way
    /// lose nothing.
    ///
    /// @param tokens of definitions of the kind `oauth2`
    public static List<Step> of(
            SecurityDefinitionConfig definition,
            Means means,
            Function<SecurityDefinitionConfig, TokenSource> tokens) {
        DefinitionCheckup checkup = new DefinitionCheckup(means, tokens);
        OAuth2Config oauth2 = definition.oauth2();
        if (oauth2 == null) {
            var _ =
                    checkup.looks.look(
                            "credential",
                            () -> Found.ok("it stands in the definition: nobody need be asked"));
        } else {
            checkup.look(definition, oauth2);
        }
        return checkup.looks.taken();
    }

    private void look(SecurityDefinitionConfig definition, OAuth2Config config) {
        if (!config.knowsEndpoint()) {
            var _ =
                    looks.look(
                            "discovery",
                            () ->
                                    Found.skipped(
                                            "its token server is learned from a FHIR server: the"
                                                    + " connections that name it show the rest"));
            return;
        }
        Optional<Secret> shown = Optional.ofNullable(config.certificate());
        URI known = config.tokenEndpoint();
        boolean there = true;
        URI endpoint = known;
        if (known != null) {
            there = new HostLook(means, looks, known, shown).look();
        } else if (!places(config).isEmpty()) {
            URI first = places(config).getFirst();
            URI[] found = new URI[1];
            there =
                    new HostLook(means, looks, first, Optional.empty()).look()
                            && looks.look("discovery", () -> discovered(definition, config, found));
            endpoint = found[0];
            if (endpoint != null && !sameHost(endpoint, first)) {
                there = new HostLook(means, looks, endpoint, shown).look();
            }
        }
        token(definition, config, endpoint, there);
    }

    private static boolean sameHost(URI one, URI other) {
        return String.valueOf(one.getHost()).equalsIgnoreCase(String.valueOf(other.getHost()))
                && HostLook.port(one) == HostLook.port(other);
    }

    private static List<URI> places(OAuth2Config config) {
        URI metadata = config.metadata();
        if (metadata != null) {
            return List.of(metadata);
        }
        String issuer = config.issuer();
        return issuer == null ? List.of() : ExternalServerConfig.usualPlaces(issuer);
    }

    private Found discovered(
            SecurityDefinitionConfig definition, OAuth2Config config, @Nullable URI[] found) {
        MetadataSource source =
                new MetadataSource(
                        "of security definition " + definition.name(),
                        places(config),
                        Optional.ofNullable(config.issuer()),
                        means.outgoing(),
                        means.background(),
                        means.clock());
        return switch (source.find()) {
            case MetadataSource.Unavailable(var why) ->
                    Found.failed(
                            why,
                            "look at issuer: it must be just what the server calls itself; or give"
                                    + " metadata, or tokenEndpoint itself");
            case MetadataSource.Known(var metadata) -> {
                found[0] = metadata.token().orElse(null);
                yield found[0] == null
                        ? Found.failed(
                                "its metadata names no token_endpoint", "give tokenEndpoint itself")
                        : Found.ok("its metadata names " + found[0]);
            }
        };
    }

    private void token(
            SecurityDefinitionConfig definition,
            OAuth2Config config,
            @Nullable URI endpoint,
            boolean there) {
        if (config.grantType() == TokenGrant.TOKEN_EXCHANGE) {
            var _ =
                    looks.look(
                            "token",
                            () ->
                                    Found.skipped(
                                            "it exchanges the token of whoever calls: there is none"
                                                    + " to exchange now"));
            return;
        }
        TokenSource source = tokens.apply(definition);
        TokenStatus before = source.status();
        if (!there && !isUsable(before)) {
            var _ = looks.look("token", () -> Found.skipped("its server is not reached"));
            return;
        }
        TokenAdvice advice =
                new TokenAdvice(
                        definition.name(),
                        config,
                        endpoint == null ? "its token endpoint" : endpoint.toString());
        if (looks.look("token", () -> token(source, before, advice))) {
            var _ = looks.look("scopes", () -> scopes(config, source.status()));
        }
    }

    private static boolean isUsable(TokenStatus status) {
        return status.state() == TokenStatus.State.FRESH
                || status.state() == TokenStatus.State.STALE;
    }

    private static Found token(TokenSource source, TokenStatus before, TokenAdvice advice) {
        try {
            SuppliedToken token = source.token();
            TokenStatus now = source.status();
            String text =
                    (token.generation() == before.generation()
                                    ? "one is in memory, number "
                                    : "one came, number ")
                            + token.generation()
                            + now.fingerprint().map(digits -> " (" + digits + ")").orElse("")
                            + token.until()
                                    .map(until -> ", good until " + until)
                                    .orElse(", and nobody says until when it is good");
            return now.trouble().isPresent()
                    ? Found.warn(
                            text + "; the next cannot be had: " + now.trouble().get(),
                            "calls go on with this one until it ends")
                    : Found.ok(text);
        } catch (TokenUnavailable e) {
            return Found.failed(String.valueOf(e.getMessage()), advice.on(e));
        }
    }

    /// RFC 6749 §5.1: a server that does not say gave what was asked for.
    private static Found scopes(OAuth2Config config, TokenStatus status) {
        if (status.asked().isEmpty()) {
            return Found.ok(
                    "none was asked for"
                            + status.granted().map(some -> "; granted: " + some).orElse(""));
        }
        String asked = String.join(" ", status.asked());
        if (status.granted().isEmpty()) {
            return Found.ok("the server does not say, so it granted all: " + asked);
        }
        Set<String> missing = new LinkedHashSet<>(status.asked());
        Arrays.asList(status.granted().get().split("[\\s,]+", -1)).forEach(missing::remove);
        return missing.isEmpty()
                ? Found.ok("all were granted: " + asked)
                : Found.failed(
                        "not granted: "
                                + String.join(" ", missing)
                                + "; granted: "
                                + status.granted().get(),
                        "have them assigned to "
                                + config.clientId()
                                + " at the server, or take them out of scopes");
    }
}
