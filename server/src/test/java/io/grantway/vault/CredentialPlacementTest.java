package io.grantway.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.Headers;
import io.grantway.supply.SuppliedToken;
import io.grantway.testing.ProviderFixture;
import io.grantway.vault.CredentialPlacement.Placed;
import io.grantway.vault.FixedCredential.OAuth1Token;
import io.grantway.vault.FixedCredential.UserPass;
import io.grantway.vault.OAuth1Config.SignatureMethod;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialPlacementTest {
    private static final Credential TOKEN = token("bearer");

    private static Credential token(String type) {
        return new Credential.Token(
                new SuppliedToken(Secret.of("T/1+ä"), type, 1, Optional.empty(), Optional.empty()));
    }

    private static Credential fixed(FixedCredential credential) {
        return new Credential.Fixed(credential);
    }

    private static SignedCall unsigned() {
        throw new AssertionError("nothing is signed here");
    }

    private static CredentialPlacement placement(ProviderFixture provider) {
        return new CredentialPlacement(
                provider.provider(), InstantSource.system(), new SplittableRandom(1));
    }

    private static Placed placed(ProviderFixture provider, Credential credential, Headers own) {
        return placement(provider)
                .placed(credential, Map.of("version", "7"), own, CredentialPlacementTest::unsigned);
    }

    private static ProviderFixture provider() {
        return ProviderFixture.of("p", "https://p.example");
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization: Bearer {token}, Authorization, Bearer T/1+ä",
        "X-Shopify-Access-Token: {token}, X-Shopify-Access-Token, T/1+ä",
        "Authorization: Zoho-oauthtoken {token}, Authorization, Zoho-oauthtoken T/1+ä",
        "'Authorization: GoogleLogin auth=\"{token}\"', Authorization, GoogleLogin auth=\"T/1+ä\"",
    })
    void putsATokenIntoTheFieldOfTheProvider(String template, String field, String value) {
        Placed placed = placed(provider().credential(template), TOKEN, HeaderList.EMPTY);

        assertThat(placed.fields().all(field)).containsExactly(value);
        assertThat(placed.query()).isEmpty();
        assertThat(placed).hasToString("Placed");
    }

    @ParameterizedTest
    @CsvSource({"bearer, Bearer", "Bearer, Bearer", "DPoP, DPoP"})
    void putsATokenIntoAuthorizationWhereNothingIsSaid(String type, String word) {
        assertThat(
                        placed(provider(), token(type), HeaderList.EMPTY)
                                .fields()
                                .first("Authorization"))
                .contains(word + " T/1+ä");
    }

    @Test
    void putsAKeyIntoTheQuery() {
        Placed placed =
                placed(
                        provider().credentialQuery("api_key"),
                        fixed(new FixedCredential.Key(Secret.of("a&b=c"))),
                        HeaderList.EMPTY);

        assertThat(placed.query()).isEqualTo("api_key=a%26b%3Dc");
        assertThat(placed.fields().contains("Authorization")).isFalse();
    }

    @Test
    void sendsNameAndWordAsBasic() {
        assertThat(
                        placed(
                                        provider(),
                                        fixed(new UserPass("Aladdin", Secret.of("open sesame"))),
                                        HeaderList.EMPTY)
                                .fields()
                                .first("Authorization"))
                .contains("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }

    @Test
    void addsTheHeadersOfTheProviderUnlessTheCallHasItsOwn() {
        ProviderFixture provider =
                provider()
                        .header("Notion-Version", "{version}")
                        .header("Accept", "application/json")
                        .header("User-Agent", "grantway");

        HeaderList usual = placed(provider, TOKEN, Headers.of("Accept", "*/*")).fields();
        HeaderList own =
                placed(
                                provider,
                                TOKEN,
                                Headers.of(
                                        "notion-version", "8",
                                        "Accept", "image/png",
                                        "User-Agent", "curl"))
                        .fields();

        assertThat(usual.first("Notion-Version")).contains("7");
        assertThat(usual.first("Accept")).contains("application/json");
        assertThat(own.contains("Notion-Version")).isFalse();
        assertThat(own.contains("Accept")).isFalse();
        assertThat(own.first("User-Agent")).contains("grantway");
    }

    @Test
    void refusesAHeaderWhosePlaceHasNoValue() {
        assertThatThrownBy(() -> placed(provider().header("X", "{other}"), TOKEN, HeaderList.EMPTY))
                .hasMessageContaining("{other}");
    }

    @Test
    void signsCallsOfOAuth1WithTheirForms() {
        ProviderFixture provider = provider().oauth1(SignatureMethod.HMAC_SHA1, false);
        Credential account = fixed(new OAuth1Token(Secret.of("tok"), Secret.of("shh")));
        CredentialPlacement placement = placement(provider);

        assertThat(placement.signs()).isTrue();
        String one = signed(placement, account, "a=1");
        String other = signed(placement, account, "a=2");

        assertThat(one)
                .startsWith("OAuth oauth_consumer_key=\"consumer\", oauth_token=\"tok\"")
                .contains("oauth_signature_method=\"HMAC-SHA1\"");
        // The same random numbers for both, so that the form alone makes the difference.
        assertThat(signed(placement(provider), account, "a=1").split("oauth_signature=", -1)[1])
                .isNotEqualTo(
                        signed(placement(provider), account, "a=2")
                                .split("oauth_signature=", -1)[1]);
        assertThat(other).isNotEqualTo(one);
    }

    private static String signed(CredentialPlacement placement, Credential account, String form) {
        return placement
                .placed(account, Map.of(), HeaderList.EMPTY, () -> call(form))
                .fields()
                .first("Authorization")
                .orElseThrow();
    }

    private static SignedCall call(String form) {
        return new SignedCall(
                "POST",
                URI.create("https://p.example/x"),
                Optional.of("application/x-www-form-urlencoded"),
                Body.of(form));
    }

    @Test
    void signsInTheQueryWhereTheProviderWantsItThere() {
        Placed placed =
                placement(provider().oauth1(SignatureMethod.PLAINTEXT, true))
                        .placed(
                                fixed(new OAuth1Token(Secret.of("tok"), Secret.of("s&h"))),
                                Map.of(),
                                HeaderList.EMPTY,
                                () -> call(""));

        assertThat(placed.fields().contains("Authorization")).isFalse();
        assertThat(placed.query())
                .startsWith("oauth_consumer_key=consumer&oauth_token=tok&")
                .endsWith("&oauth_signature=consumer-secret%26s%2526h");
    }

    @Test
    void refusesAnAccountOfAnotherKind() {
        assertThatThrownBy(() ->
                        placed(
                                provider(),
                                fixed(new OAuth1Token(Secret.of("t"), Secret.of("s"))),
                                HeaderList.EMPTY))
                .hasMessageContaining("connect it again");
    }

    @Test
    void refusesAFieldWithoutAPlace() {
        assertThatThrownBy(() -> placement(provider().credential("Authorization: Bearer")))
                .hasMessageContaining("{token}");
    }
}
