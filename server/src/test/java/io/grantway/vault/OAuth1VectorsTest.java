package io.grantway.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.Secret;
import io.grantway.http.Parameters;
import io.grantway.vault.oauth1.BaseString;
import io.grantway.vault.oauth1.PercentEncoding;
import io.grantway.vault.oauth1.Signatures;
import io.grantway.vault.oauth1.SigningSecrets;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What has been published about signatures: the examples of RFC 5849, with its errata, and one of
/// a large provider.
class OAuth1VectorsTest {
    private static SigningSecrets secrets(String consumer, String token) {
        return new SigningSecrets(Secret.of(consumer), Secret.of(token), Optional.empty());
    }

    /// RFC 5849 §3.4.1.1, with the signature of erratum 2550.
    @Test
    void signsTheExampleOfTheBaseString() {
        String base =
                BaseString.of(
                        "post",
                        URI.create("http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b"),
                        List.of(
                                Parameters.parse("b5=%3D%253D&a3=a&c%40=&a2=r%20b"),
                                Parameters.parse("c2&a3=2+q"),
                                Parameters.parse(
                                        "oauth_consumer_key=9djdj82h48djs9d2"
                                                + "&oauth_token=kkk9d7dh3k39sjv7"
                                                + "&oauth_signature_method=HMAC-SHA1"
                                                + "&oauth_timestamp=137131201"
                                                + "&oauth_nonce=7d8f3e4a")));

        assertThat(base)
                .isEqualTo(
                        "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da"
                            + "%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D"
                            + "9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method"
                            + "%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3D"
                            + "kkk9d7dh3k39sjv7");
        assertThat(Signatures.hmac("HmacSHA1", base, secrets("j49sk3j29djd", "dh893hdasih9")))
                .isEqualTo("r6/TJjbCOr97/+UU0NsvSne7s5g=");
    }

    /// RFC 5849 §1.2: asking for temporary credentials, for a token, for a photo.
    @ParameterizedTest
    @CsvSource({
        "POST, https://photos.example.net/initiate, '', oauth_timestamp=137131200&oauth_nonce="
                + "wIjqoS&oauth_callback=http%3A%2F%2Fprinter.example.com%2Fready, '',"
                + " 74KNZJeDHnMBp0EMJ9ZHt/XKycU=",
        "POST, https://photos.example.net/token, '', oauth_token=hh5s93j4hdidpola"
                + "&oauth_timestamp=137131201&oauth_nonce=walatlh&oauth_verifier=hfdp7dh39dks9884,"
                + " hdhd0244k9j7ao03, gKgrFCywp7rO0OXSjdot/IHF7IU=",
        "GET, http://photos.example.net/photos, file=vacation.jpg&size=original,"
                + " oauth_token=nnch734d00sl2jdk&oauth_timestamp=137131202&oauth_nonce=chapoH,"
                + " pfkkdhi9sl3r4s00, MdpQcU8iPSUjWoN/UDMsK2sui9I="
    })
    void signsTheExamplesOfTheIntroduction(
            String method,
            String uri,
            String query,
            String protocol,
            String tokenSecret,
            String signature) {
        Parameters oauth =
                Parameters.parse(
                        "oauth_consumer_key=dpf43f3p2l4k3l03&oauth_signature_method=HMAC-SHA1&"
                                + protocol);
        String base =
                BaseString.of(method, URI.create(uri), List.of(Parameters.parse(query), oauth));

        assertThat(Signatures.hmac("HmacSHA1", base, secrets("kd94hf93k423kf44", tokenSecret)))
                .isEqualTo(signature);
    }

    /// "Creating a signature" in the documentation of Twitter's API.
    @Test
    void signsTheExampleThatEverybodyKnows() {
        String base =
                BaseString.of(
                        "POST",
                        URI.create("https://api.twitter.com/1.1/statuses/update.json"),
                        List.of(
                                Parameters.parse("include_entities=true"),
                                Parameters.parse(
                                        "status=Hello%20Ladies%20%2B%20Gentlemen%2C%20a%20signed"
                                                + "%20OAuth%20request%21"),
                                Parameters.parse(
                                        "oauth_consumer_key=xvz1evFS4wEEPTGEFPHBog&oauth_nonce="
                                            + "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg"
                                            + "&oauth_signature_method=HMAC-SHA1"
                                            + "&oauth_timestamp=1318622958&oauth_token="
                                            + "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb"
                                            + "&oauth_version=1.0")));
        SigningSecrets secrets =
                secrets(
                        "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
                        "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE");

        assertThat(Signatures.hmac("HmacSHA1", base, secrets))
                .isEqualTo("hCtSmYh+iHYCEqBWrE7C7hYmtUk=");
    }

    @ParameterizedTest
    @CsvSource({
        "abcABC123, abcABC123",
        "-._~, -._~",
        "%, %25",
        "+, %2B",
        "&=*, %26%3D%2A",
        "' ', %20",
        "/, %2F",
        "\u007f, %7F",
        "\u0080, %C2%80",
        "\u3001, %E3%80%81",
        "\uD83D\uDE00, %F0%9F%98%80"
    })
    void encodesAsTheProtocolWants(String text, String encoded) {
        assertThat(PercentEncoding.of(text)).isEqualTo(encoded);
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com:80/r, http%3A%2F%2Fexample.com%2Fr",
        "https://EXAMPLE.com:443/r, https%3A%2F%2Fexample.com%2Fr",
        "https://example.com:8443/r, https%3A%2F%2Fexample.com%3A8443%2Fr",
        "http://example.com:443/r, http%3A%2F%2Fexample.com%3A443%2Fr",
        "https://example.com, https%3A%2F%2Fexample.com%2F",
        "https://example.com/R%20x/Y, https%3A%2F%2Fexample.com%2FR%2520x%2FY"
    })
    void leavesOutThePortThatGoesWithoutSaying(String uri, String address) {
        assertThat(BaseString.of("GET", URI.create(uri), List.of()))
                .isEqualTo("GET&" + address + "&");
    }

    /// `a.b` would stand before `a%2Fb` encoded, and after `a/b` as it is.
    @Test
    void sortsWhatIsEncoded() {
        Parameters query = Parameters.parse("a.=1&a%2F=2&z=2&z=%2F&z=10");

        assertThat(BaseString.of("GET", URI.create("http://h/"), List.of(query)))
                .endsWith("&a%252F%3D2%26a.%3D1%26z%3D%252F%26z%3D10%26z%3D2");
    }
}
