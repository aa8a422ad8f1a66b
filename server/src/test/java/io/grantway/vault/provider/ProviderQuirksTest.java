package io.grantway.vault.provider;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.oauth.TokenEndpointAuthMethod;
import io.grantway.supply.OAuth2Config;
import io.grantway.supply.RequestForm;
import io.grantway.vault.Access;
import io.grantway.vault.Access.Revocation.Style;
import io.grantway.vault.OAuth1Config.SignatureMethod;
import io.grantway.vault.Provider;
import io.grantway.vault.ProviderApi.Refused;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What providers do in ways of their own comes out as data, without code for any of them.
class ProviderQuirksTest {
    private static final String CLIENT = "\nclientId: pixie\nclientSecret: hidden\n";

    @ParameterizedTest
    @CsvSource({"atlassian, JSON", "notion, JSON", "google, FORM"})
    void asksForTokensInTheProvidersForm(String name, RequestForm form) {
        assertThat(tokens(name).body()).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource({
        "slack, client_secret_basic",
        "google, client_secret_post",
        "x, client_secret_basic",
        "epic-sandbox, client_secret_basic"
    })
    void provesTheClientByTheBestWayThatItHasCredentialsFor(String name, String method) {
        assertThat(tokens(name).authentication())
                .isEqualTo(TokenEndpointAuthMethod.of(method).orElseThrow());
    }

    @Test
    void takesTheTokenBelowAnotherWhereThatIsWanted() {
        assertThat(tokens("slack").response().accessToken()).isEqualTo("access_token");

        OAuth2Config second =
                oauth2("name: slack\ntemplate: slack\noauth2: {response: {takeAlternate: true}}")
                        .tokens()
                        .apply(Map.of());

        assertThat(second.response().accessToken()).isEqualTo("authed_user.access_token");
        assertThat(second.response().refreshToken()).isEqualTo("authed_user.refresh_token");
        assertThat(second.response().expiresIn()).isEqualTo("authed_user.expires_in");
    }

    @Test
    void knowsErrorsThatComeWith200() {
        assertThat(tokens("slack").response().errors()).contains("ok=false");
        assertThat(tokens("github").response().errors()).containsExactly("error");
        assertThat(provider("name: slack").api().refused())
                .containsExactly(
                        new Refused(
                                200,
                                Optional.of("error"),
                                List.of("invalid_auth", "token_expired", "token_revoked")));
        assertThat(flickr().api().refused())
                .containsExactly(new Refused(200, Optional.of("code"), List.of("98")));
        assertThat(provider("name: linear").api().busy())
                .singleElement()
                .satisfies(busy -> assertThat(busy.status()).isEqualTo(400));
    }

    @Test
    void knowsTheWordsForADeadGrant() {
        assertThat(tokens("atlassian").response().dead()).contains("unauthorized_client");
        assertThat(tokens("zoho").response().dead()).contains("invalid_code");
    }

    @ParameterizedTest
    @CsvSource({"strava, ','", "linear, ','", "google, ' '"})
    void separatesScopesAsTheProviderDoes(String name, String separator) {
        assertThat(oauth2("name: " + name).scopeSeparator()).isEqualTo(separator);
    }

    @Test
    void asksForTheScopeThatGetsARefreshToken() {
        assertThat(oauth2("name: xero\nscopes: [accounting.reports.read]").scopes())
                .containsExactly("accounting.reports.read", "offline_access");
    }

    @Test
    void knowsALifeThatAnswersDoNotTell() {
        assertThat(tokens("stripe-app").defaultLifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(tokens("github").defaultLifetime()).isNull();
    }

    @Test
    void renewsWhereEarlyRenewalIsRefusedShortBeforeTheEnd() {
        assertThat(tokens("exact-online").renewBefore()).isEqualTo(Duration.ofSeconds(20));
        assertThat(tokens("strava").renewBefore()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void renewsAtAnAddressOfItsOwn() {
        Access.OAuth2 figma = oauth2("name: figma");

        assertThat(figma.tokens().apply(Map.of()).tokenEndpoint())
                .isEqualTo(URI.create("https://api.figma.com/v1/oauth/token"));
        assertThat(figma.renewals().apply(Map.of()).tokenEndpoint())
                .isEqualTo(URI.create("https://api.figma.com/v1/oauth/refresh"));
    }

    @ParameterizedTest
    @CsvSource({
        "salesforce, instance_url, TOKEN, instance_url",
        "zoho, accounts_server, CALLBACK, accounts-server",
        "quickbooks, realmId, CALLBACK, realmId",
        "shopify, shop, CONNECT, shop",
        "mailchimp, dc, USERINFO, dc",
        "docusign, base_uri, USERINFO, accounts.0.base_uri",
        "atlassian, cloudId, USERINFO, 0.id"
    })
    void knowsWhereTheAddressOfTheApiIsFrom(
            String name, String variable, Provider.Variable.Source source, String parameter) {
        assertThat(provider("name: " + name).variables())
                .filteredOn(each -> each.name().equals(variable))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.source()).isEqualTo(source);
                    assertThat(each.parameter()).isEqualTo(parameter);
                });
    }

    @Test
    void keepsWhatTheTokenAnswerSaysOfTheApi() {
        assertThat(oauth2("name: salesforce").answer().metadata()).contains("instance_url");
        assertThat(oauth2("name: quickbooks").answer().refreshExpiresIn())
                .contains("x_refresh_token_expires_in");
    }

    @Test
    void sendsTheHeaderFieldsThatCallsNeed() {
        assertThat(provider("name: notion").api().headers()).containsKey("Notion-Version");
        Provider twitch = provider("name: twitch");
        assertThat(requireNonNull(twitch.api().headers().get("Client-Id")).filled(twitch.given()))
                .isEqualTo("pixie");
        assertThat(
                        requireNonNull(tokens("github").headers().get("Accept"))
                                .matches("application/json"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "zoho, Authorization: Zoho-oauthtoken {token}",
        "shopify, X-Shopify-Access-Token: {token}",
        "monday, Authorization: {token}",
        "google, Authorization: Bearer {token}"
    })
    void putsTheTokenWhereTheProviderLooksForIt(String name, String field) {
        assertThat(provider("name: " + name).api().credential()).contains(field);
    }

    @ParameterizedTest
    @CsvSource({
        "google, RFC7009",
        "github, BASIC_DELETE",
        "garmin, BEARER_DELETE",
        "dropbox, BEARER_POST",
        "notion, JSON",
        "zoho, QUERY",
        "shopify, TOKEN_PATH",
        "microsoft, NONE"
    })
    void endsGrantsInTheProvidersStyle(String name, Style style) {
        assertThat(oauth2("name: " + name).revocation().style()).isEqualTo(style);
    }

    @Test
    void knowsHowLongRefreshTokensLast() {
        assertThat(oauth2("name: quickbooks").life())
                .isEqualTo(
                        new Access.RefreshLife(
                                Optional.of(Duration.ofDays(100)),
                                Optional.of(Duration.ofDays(1825)),
                                Optional.empty()));
        assertThat(oauth2("name: atlassian").life().grace()).contains(Duration.ofMinutes(10));
    }

    @Test
    void signsByOAuth1AsTheProviderWants() {
        Access.OAuth1 access = (Access.OAuth1) flickr().access();

        assertThat(access.client().signatureMethod()).isEqualTo(SignatureMethod.HMAC_SHA1);
        assertThat(access.requestMethod()).isEqualTo("GET");
        assertThat(access.inQuery()).isTrue();
        assertThat(access.callbackAtAuthorization()).isFalse();
        assertThat(access.authorizationParameters()).containsEntry("perms", "read");
        assertThat(flickr().api().credential()).isEmpty();
    }

    @Test
    void asksWhoTheUserIsByPostWhereThatIsTheWay() {
        assertThat(provider("name: dropbox").userInfo())
                .hasValueSatisfying(user -> {
                    assertThat(user.method()).isEqualTo("POST");
                    assertThat(user.body()).contains("null");
                    assertThat(user.id()).isEqualTo("account_id");
                });
    }

    @Test
    void sendsPkceOnlyWhereItIsKnown() {
        assertThat(oauth2("name: google").pkce()).isTrue();
        assertThat(oauth2("name: linkedin").pkce()).isFalse();
        assertThat(oauth2("name: box").pkce()).isFalse();
        assertThat(oauth2("name: box\ntemplate: box\noauth2: {pkce: S256}").pkce()).isTrue();
    }

    @Test
    void takesWhatTheEntrySaysBeforeItsTemplate() {
        Provider provider =
                provider(
                        """
                        name: work-mail
                        template: microsoft
                        title: Work
                        variables: {tenant: contoso.com}
                        oauth2:
                          apiBase: https://graph.microsoft.com/beta
                          authorizationParameters: {prompt: select_account, response_mode: ''}
                        """);

        assertThat(provider.title()).isEqualTo("Work");
        assertThat(provider.api().base().text()).isEqualTo("https://graph.microsoft.com/beta");
        Access.OAuth2 access = (Access.OAuth2) provider.access();
        assertThat(access.authorizationParameters())
                .containsExactly(Map.entry("prompt", "select_account"));
        assertThat(access.tokens().apply(Map.of()).tokenEndpoint())
                .isEqualTo(
                        URI.create(
                                "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token"));
    }

    @ParameterizedTest
    @CsvSource({
        "zoho, accounts_server, https://accounts.zoho.com.evil.example",
        "salesforce, login_host, evil.example",
        "salesforce, instance_url, https://x@evil.example",
        "shopify, shop, evil.example/a",
        "zendesk, subdomain, a#",
        "exact-online, region_host, start.exactonline.nl:99",
        "smart-fhir, fhir_base, http://fhir.example",
        "smart-fhir, fhir_base, https://fhir.example/?a=",
        "smart-fhir, fhir_base, https://user@fhir.example"
    })
    void refusesAValueThatLeadsElsewhere(String name, String variable, String value) {
        Provider provider = provider("name: " + name);

        assertThat(VariableRule.mistake(provider, variable, value)).isPresent();
        Access.OAuth2 access = (Access.OAuth2) provider.access();
        assertThatThrownBy(() -> access.tokens().apply(Map.of(variable, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(variable);
    }

    @Test
    void letsAnAccountChangeNoneOfTheOperatorsValues() {
        OAuth2Config tokens =
                oauth2("name: microsoft").tokens().apply(Map.of("tenant", "elsewhere"));

        assertThat(requireNonNull(tokens.tokenEndpoint()).getPath()).startsWith("/common/");
    }

    @Test
    void takesAnAddressOnThisMachineWithoutTls() {
        Provider provider =
                provider(
                        """
                        name: my-drive
                        oauth2:
                          authorizationUrl: http://127.0.0.1:9500/authorize
                          tokenUrl: http://127.0.0.1:9500/token
                          apiBase: http://127.0.0.1:9500
                          pkce: S256
                        """);

        assertThat(provider.incomplete()).isEmpty();
        assertThat(((Access.OAuth2) provider.access()).pkce()).isTrue();
    }

    private static Provider flickr() {
        return ProviderSamples.provider(
                "{name: flickr, consumerKey: pixie, consumerSecret: hidden}");
    }

    private static OAuth2Config tokens(String name) {
        return oauth2("name: " + name).tokens().apply(Map.of());
    }

    private static Access.OAuth2 oauth2(String yaml) {
        return (Access.OAuth2) provider(yaml).access();
    }

    private static Provider provider(String yaml) {
        return ProviderSamples.provider(yaml.strip() + CLIENT);
    }
}
