package io.grantway.vault.provider;

import io.grantway.config.ByteSize;
import io.grantway.config.Secret;
import io.grantway.oauth.TokenEndpointAuthMethod;
import io.grantway.supply.AssertionConfig;
import io.grantway.supply.ExchangeConfig;
import io.grantway.supply.OAuth2Config;
import io.grantway.supply.RequestForm;
import io.grantway.supply.TokenGrant;
import io.grantway.vault.Access;
import io.grantway.vault.Access.OAuth2.Flow;
import io.grantway.vault.Provider.Variable;
import io.grantway.vault.ProviderConfig;
import io.grantway.vault.Template;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How accounts are had by OAuth 2.0, from all that is said of a provider.
final class OAuth2Assembly {
    private static final Duration USUAL_MARGIN = Duration.ofMinutes(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long MOST_ANSWER = 256L << 10;
    private static final int AT_ONCE = 4;
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final ExchangeConfig EXCHANGE =
            new ExchangeConfig(ACCESS_TOKEN, null, null, ACCESS_TOKEN);

    /// RFC 6749 §2.3.1: every server takes Basic.
    private static final List<TokenEndpointAuthMethod> USUAL_METHODS =
            List.of(
                    TokenEndpointAuthMethod.CLIENT_SECRET_BASIC,
                    TokenEndpointAuthMethod.PRIVATE_KEY_JWT,
                    TokenEndpointAuthMethod.TLS_CLIENT_AUTH);

    private final ProviderConfig config;
    private final OAuth2AccessConfig said;
    private final Map<String, Variable> variables;
    private final Map<String, String> given;
    private final Gaps gaps;
    private final List<String> addresses;

    OAuth2Assembly(
            ProviderConfig config,
            OAuth2AccessConfig said,
            Map<String, Variable> variables,
            Map<String, String> given,
            Gaps gaps) {
        this.config = config;
        this.said = said;
        this.variables = Map.copyOf(variables);
        this.given = Map.copyOf(given);
        this.gaps = gaps;
        this.addresses = List.copyOf(Addresses.of(config).values());
    }

    Access.OAuth2 made() {
        Set<Flow> flows =
                said.flows().isEmpty()
                        ? EnumSet.of(Flow.AUTHORIZATION_CODE)
                        : EnumSet.copyOf(said.flows());
        required(flows);
        Optional<TokenEndpointAuthMethod> method = method(flows);
        Function<Map<String, String>, OAuth2Config> first = tokens(said.tokenUrl(), flows, method);
        Function<Map<String, String>, OAuth2Config> renewals =
                said.refreshUrl() == null ? first : tokens(said.refreshUrl(), flows, method);
        boolean browser = flows.contains(Flow.AUTHORIZATION_CODE);
        return new Access.OAuth2(
                Set.copyOf(flows),
                template(browser ? said.authorizationUrl() : null),
                parameters(),
                template(said.deviceAuthorizationUrl()),
                scopes(flows),
                Objects.requireNonNullElse(said.scopeSeparator(), " "),
                said.pkce() == null || said.pkce().sent(),
                template(said.issuer()),
                first,
                answer(),
                life(),
                Addresses.revocation(
                        said.revocation(), said.revocationUrl(), Access.Revocation.Style.RFC7009),
                renewals,
                template(said.discoveryUrl()));
    }

    private void required(Set<Flow> flows) {
        boolean discovered = said.discoveryUrl() != null;
        if (said.tokenUrl() == null && !discovered) {
            gaps.add("oauth2.tokenUrl");
        }
        if (flows.contains(Flow.AUTHORIZATION_CODE)
                && said.authorizationUrl() == null
                && !discovered) {
            gaps.add("oauth2.authorizationUrl");
        }
        if (flows.contains(Flow.DEVICE_CODE)
                && said.deviceAuthorizationUrl() == null
                && !discovered) {
            gaps.add("oauth2.deviceAuthorizationUrl");
        }
    }

    private static Optional<Template> template(@Nullable String text) {
        return Optional.ofNullable(text).map(Template::new);
    }

    private Map<String, String> parameters() {
        Map<String, String> all = new TreeMap<>(said.authorizationParameters());
        // An entry takes one of its template's away by saying nothing for it.
        all.values().removeIf(String::isEmpty);
        return Map.copyOf(all);
    }

    private List<String> scopes(Set<Flow> flows) {
        Set<String> all = new LinkedHashSet<>(config.scopes());
        boolean renewed =
                flows.contains(Flow.AUTHORIZATION_CODE) || flows.contains(Flow.DEVICE_CODE);
        if (said.offlineScope() != null && renewed) {
            all.add(said.offlineScope());
        }
        return List.copyOf(all);
    }

    /// The first that there are credentials for.
    private Optional<TokenEndpointAuthMethod> method(Set<Flow> flows) {
        // There each account brings a client of its own.
        boolean own = flows.equals(Set.of(Flow.CLIENT_CREDENTIALS));
        if (Gaps.empty(config.clientId()) && !own) {
            gaps.add("clientId");
        }
        List<TokenEndpointAuthMethod> all =
                said.clientAuthentication().isEmpty() ? USUAL_METHODS : said.clientAuthentication();
        // A public client is one that is meant to be: a secret that is not there yet makes none.
        if (all.equals(List.of(TokenEndpointAuthMethod.NONE))) {
            return Optional.of(TokenEndpointAuthMethod.NONE);
        }
        Optional<TokenEndpointAuthMethod> found = all.stream().filter(this::possible).findFirst();
        if (found.isEmpty() && own) {
            return all.stream().filter(TokenEndpointAuthMethod::needsSecret).findFirst();
        }
        if (found.isEmpty()) {
            boolean secret = all.stream().anyMatch(TokenEndpointAuthMethod::needsSecret);
            gaps.add(secret ? "clientSecret" : "privateKey");
        }
        return found;
    }

    private boolean possible(TokenEndpointAuthMethod method) {
        return switch (method) {
            case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, CLIENT_SECRET_JWT ->
                    !Gaps.empty(config.clientSecret());
            case PRIVATE_KEY_JWT -> !Gaps.empty(config.privateKey());
            case TLS_CLIENT_AUTH, SELF_SIGNED_TLS_CLIENT_AUTH -> !Gaps.empty(config.certificate());
            case NONE -> false;
        };
    }

    private Function<Map<String, String>, OAuth2Config> tokens(
            @Nullable String endpoint, Set<Flow> flows, Optional<TokenEndpointAuthMethod> method) {
        boolean renewed =
                flows.contains(Flow.AUTHORIZATION_CODE) || flows.contains(Flow.DEVICE_CODE);
        TokenGrant grant = renewed ? TokenGrant.REFRESH_TOKEN : TokenGrant.CLIENT_CREDENTIALS;
        return values -> {
            Map<String, String> all = new HashMap<>(given);
            // An account's values came from a user or an answer: looked at again, at the last door.
            Map<String, String> theirs = new HashMap<>(values);
            theirs.keySet().retainAll(variables.keySet());
            VariableRule.require(addresses, variables, theirs);
            all.putAll(theirs);
            if (!renewed && values.containsKey("client_id")) {
                all.put("client_id", values.get("client_id"));
            }
            return config(endpoint, grant, method, all);
        };
    }

    private OAuth2Config config(
            @Nullable String endpoint,
            TokenGrant grant,
            Optional<TokenEndpointAuthMethod> method,
            Map<String, String> values) {
        TokenEndpointAuthMethod by =
                method.orElseThrow(() ->
                        new IllegalStateException(
                                gaps.text().orElse("the provider has no client authentication")));
        TokenRequestConfig request =
                Objects.requireNonNullElseGet(
                        said.request(),
                        () -> new TokenRequestConfig(null, Map.of(), Map.of(), Map.of()));
        Map<String, String> extra = new HashMap<>();
        request.extra().forEach((name, text) -> extra.put(name, new Template(text).filled(values)));
        AccessTokenConfig token = said.accessToken();
        TokenAnswer answer = new TokenAnswer(said.response());
        return new OAuth2Config(
                uri(endpoint, values),
                null,
                endpoint == null ? uri(said.discoveryUrl(), values) : null,
                grant,
                values.get("client_id"),
                by.needsSecret() ? config.clientSecret() : null,
                by,
                by == TokenEndpointAuthMethod.PRIVATE_KEY_JWT ? config.privateKey() : null,
                config.keyId(),
                config.certificate(),
                AssertionConfig.USUAL,
                grant == TokenGrant.REFRESH_TOKEN ? Secret.of("") : null,
                null,
                null,
                null,
                EXCHANGE,
                grant == TokenGrant.CLIENT_CREDENTIALS ? config.scopes() : List.of(),
                null,
                List.of(),
                request.fields(),
                extra,
                request.headers(),
                Objects.requireNonNullElse(request.body(), RequestForm.FORM),
                Objects.requireNonNullElse(said.scopeSeparator(), " "),
                answer.places(),
                answer.unit(),
                token == null ? null : token.defaultLifetime(),
                token == null || token.renewBefore() == null ? USUAL_MARGIN : token.renewBefore(),
                TIMEOUT,
                new ByteSize(MOST_ANSWER),
                AT_ONCE);
    }

    private static @Nullable URI uri(@Nullable String text, Map<String, String> values) {
        return text == null ? null : URI.create(new Template(text).filled(values));
    }

    private Access.Answer answer() {
        TokenAnswerConfig response = said.response();
        List<String> kept = new ArrayList<>(response == null ? List.of() : response.metadata());
        variables.values().stream()
                .filter(variable -> variable.source() == Variable.Source.TOKEN)
                .map(Variable::parameter)
                .forEach(kept::add);
        UserInfoConfig user = config.userInfo();
        if (user != null && said.userInfoUrl() == null) {
            Stream.of(Optional.ofNullable(user.id()), Optional.ofNullable(user.label()))
                    .flatMap(Optional::stream)
                    .forEach(kept::add);
        }
        return new Access.Answer(
                kept.stream().distinct().toList(),
                Optional.ofNullable(response).map(TokenAnswerConfig::refreshExpiresIn));
    }

    private Access.RefreshLife life() {
        RefreshTokenConfig token = said.refreshToken();
        return token == null
                ? new Access.RefreshLife(Optional.empty(), Optional.empty(), Optional.empty())
                : new Access.RefreshLife(
                        Optional.ofNullable(token.idle()),
                        Optional.ofNullable(token.lifetime()),
                        Optional.ofNullable(token.grace()));
    }
}
