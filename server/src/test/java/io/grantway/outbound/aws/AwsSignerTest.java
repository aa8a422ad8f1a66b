package io.grantway.outbound.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.outbound.AwsSigV4Config;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsSignerTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2015-08-30T12:36:00Z"));

    private static AwsSigner signer(String service, @Nullable String session) {
        return new AwsSigner(
                new AwsSigV4Config(
                        "AKIDEXAMPLE",
                        Secret.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
                        session == null ? null : Secret.of(session),
                        "us-east-1",
                        service),
                CLOCK);
    }

    private static String authorization(HeaderList headers) {
        return headers.first("Authorization").orElseThrow();
    }

    /// From the test suite that AWS published for version 4.
    @ParameterizedTest
    @CsvSource({
        "GET, /, '', '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "POST, /, '', '', 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        "GET, /?Param2=value2&Param1=value1, '', '',"
                + " b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        "GET, /?Param1=value1, '', '',"
                + " a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
        "GET, /example/.., '', '',"
                + " 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "GET, //, '', '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "POST, /, application/x-www-form-urlencoded, Param1=value1,"
                + " ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
    })
    void signsThePublishedExamples(
            String method, String path, String type, String body, String signature) {
        HeaderList headers =
                type.isEmpty() ? HeaderList.EMPTY : HeaderList.of("Content-Type", type);
        URI uri = URI.create("https://example.amazonaws.com" + path);
        HeaderList own =
                signer("service", null).sign(method, uri, headers, Optional.of(Body.of(body)));

        assertThat(authorization(own))
                .startsWith(
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/"
                                + "aws4_request, SignedHeaders=")
                .endsWith("host;x-amz-date, Signature=" + signature);
        assertThat(own.first("X-Amz-Date")).contains("20150830T123600Z");
    }

    /// The example of the same suite whose path has a blank, which only S3's rules encode once.
    @Test
    void encodesAPathOnceOrTwiceAsTheServiceWants() {
        URI uri = URI.create("https://example.amazonaws.com/example%20space/");
        CanonicalRequest once = new CanonicalRequest("GET", uri, new TreeMap<>(), "hash", true);
        CanonicalRequest twice = new CanonicalRequest("GET", uri, new TreeMap<>(), "hash", false);

        assertThat(once.text()).startsWith("GET\n/example%20space/\n\n");
        assertThat(twice.text()).startsWith("GET\n/example%2520space/\n\n");
    }

    /// The examples of S3's own documentation.
    @ParameterizedTest
    @CsvSource({
        "lifecycle, fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        "max-keys=2&prefix=J, 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
    })
    void signsTheExamplesOfTheStoreOfObjects(String query, String signature) {
        AwsSigV4Config config =
                new AwsSigV4Config(
                        "AKIAIOSFODNN7EXAMPLE",
                        Secret.of("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
                        null,
                        "us-east-1",
                        "s3");
        AwsSigner signer =
                new AwsSigner(config, InstantSource.fixed(Instant.parse("2013-05-24T00:00:00Z")));
        URI uri = URI.create("https://examplebucket.s3.amazonaws.com/?" + query);

        assertThat(
                        authorization(
                                signer.sign("GET", uri, HeaderList.EMPTY, Optional.of(Body.EMPTY))))
                .endsWith(
                        "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature="
                                + signature);
    }

    /// What AWS's own Python library (botocore 1.43) signs of the same requests.
    @ParameterizedTest
    @CsvSource({
        "service, GET, https://example.amazonaws.com/example%20space/%E1%88%B4/../%3A/, '', '',"
                + " 4c682b096efc42881d30b160807b1e5bc4f43c703057edc1475db2e8bd511a93",
        "service, GET, https://example.amazonaws.com:8443//a//b/./c?b=2&a=%2F&a=&B=1&a=%20x, '',"
                + " '', d8bfc02938bc22a47ce5c4d2cfb6b8dc2b8258d595226d254ed9fee04732346e",
        "s3, PUT, https://b.example.com/a//b/../%C3%A4%20%2B.txt?x-id=PutObject, TOKEN, hello,"
                + " c1c82a8ae4fbee6a691852a29b6f2fa5ee56e740813f682507f7597c1709f38d"
    })
    void signsAsTheLibraryOfAwsDoes(
            String service,
            String method,
            String uri,
            String token,
            String body,
            String signature) {
        HeaderList headers =
                body.isEmpty() ? HeaderList.EMPTY : HeaderList.of("Content-Type", "text/plain");
        HeaderList own =
                signer(service, token.isEmpty() ? null : token)
                        .sign(method, URI.create(uri), headers, Optional.of(Body.of(body)));

        assertThat(authorization(own)).endsWith("Signature=" + signature);
    }

    @Test
    void signsTheSessionTokenAndFieldsOfTheService() {
        HeaderList headers =
                HeaderList.of(
                        "Content-Type",
                        "application/json",
                        "X-Amz-Target",
                        "T.a  b",
                        "Accept",
                        "*/*");
        HeaderList own =
                signer("execute-api", "TOKEN")
                        .sign(
                                "POST",
                                URI.create("https://example.amazonaws.com/a/"),
                                headers,
                                Optional.of(Body.of("{\"a\":1}")));

        assertThat(own.first("X-Amz-Security-Token")).contains("TOKEN");
        assertThat(authorization(own))
                .endsWith(
                        "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target,"
                            + " Signature="
                            + "9a09a0a587130c9bde5985e30475175ded97235c59820b9398d1f071054875c7");
    }

    @Test
    void leavesABodyUnsignedOnlyWhereTheServiceKnowsThat() {
        URI uri = URI.create("https://b.example.com/a");

        HeaderList own = signer("s3", null).sign("PUT", uri, HeaderList.EMPTY, Optional.empty());
        assertThat(own.first("X-Amz-Content-Sha256")).contains("UNSIGNED-PAYLOAD");
        assertThatThrownBy(() ->
                        signer("es", null).sign("PUT", uri, HeaderList.EMPTY, Optional.empty()))
                .hasMessageContaining("cannot be signed for es");
    }

    @ParameterizedTest
    @CsvSource({"us/east, es", "us-east-1, 'e s'", "'', es"})
    void refusesAnotherScope(String region, String service) {
        assertThatThrownBy(() -> new AwsSigV4Config("A", Secret.of("s"), null, region, service))
                .hasMessageEndingWith("must be letters, digits, - and _");
    }
}
