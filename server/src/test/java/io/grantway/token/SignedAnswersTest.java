package io.grantway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import io.grantway.testing.Documents;
import io.grantway.testing.ForeignIssuer;
import io.grantway.testing.ForeignServer;
import io.grantway.testing.IssuerFixture;
import io.grantway.testing.TestClock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers about tokens that must be signed (RFC 9701), and what would like to pass for one.
class SignedAnswersTest {
    private static final String ISSUER = "https://login.example";
    private static final String TYPE = "token-introspection+jwt";

    private final TestClock clock = new TestClock();
    private final Documents documents = new Documents();
    private final ForeignIssuer login = new ForeignIssuer(ISSUER, clock);
    private final ExternalServer server =
            ForeignServer.of(
                    "{issuer: 'https://login.example', introspection: {clientId: gateway,"
                            + " clientSecret: s3cret, signed: true}}",
                    documents,
                    clock);

    SignedAnswersTest() {
        login.publish(documents);
    }

    private Validation asked(String answer) {
        documents.put(ISSUER + "/introspect", answer);
        return server.validate(CandidateToken.of("opaque"));
    }

    private String answer(ForeignIssuer by, String type, Map<String, Object> changes) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("aud", "gateway");
        claims.put("sub", null);
        claims.put("token_introspection", Map.of("active", true, "sub", "megan"));
        claims.putAll(changes);
        return by.token(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(by.keyId())
                        .type(new JOSEObjectType(type))
                        .build(),
                claims);
    }

    private void isNoAnswer(String answer) {
        assertThat(asked(answer)).isInstanceOf(Validation.Undecided.class);
        assertThat(((Validation.Undecided) asked(answer)).reason())
                .isEqualTo("introspection_unavailable");
    }

    @Test
    void believesAServerThatSigns() {
        IssuerFixture there = new IssuerFixture();
        IssuerFixture.Served served =
                there.serve(
                        ISSUER + "/auth",
                        "{accessTokens: {format: opaque}, signing: {idTokens: ES256}}");
        ExternalServer real =
                ForeignServer.of(
                        "{issuer: '%s/auth', introspection: {clientId: other, clientSecret: other-secret, signed: true}}"
                                .formatted(ISSUER),
                        ForeignServer.answeredBy(served.endpoints::handle),
                        there.clock);
        String token = served.consented("crm", "read").path("access_token").asString();

        Validation good = real.validate(CandidateToken.of(token));
        assertThat(good).isInstanceOf(Validation.Valid.class);
        assertThat(((Validation.Valid) good).token().subject()).contains("megan");
        assertThat(real.validate(CandidateToken.of("made-up")))
                .isInstanceOf(Validation.Invalid.class);
    }

    @Test
    void believesWhatIsSignedForItself() {
        assertThat(asked(answer(login, TYPE, Map.of()))).isInstanceOf(Validation.Valid.class);
        assertThat(asked(answer(login, "application/" + TYPE, Map.of())))
                .isInstanceOf(Validation.Valid.class);
        assertThat(
                        asked(
                                answer(
                                        login,
                                        TYPE,
                                        Map.of("token_introspection", Map.of("active", false)))))
                .isInstanceOf(Validation.Invalid.class);
    }

    @Test
    void refusesAnAnswerForSomebodyElse() {
        isNoAnswer(answer(login, TYPE, Map.of("aud", "other")));
        isNoAnswer(answer(login, TYPE, Map.of("aud", "")));
    }

    @Test
    void refusesAnAnswerOfAnotherIssuer() {
        isNoAnswer(answer(login, TYPE, Map.of("iss", "https://other.example")));
    }

    @Test
    void refusesAnAnswerByAnotherKey() {
        isNoAnswer(answer(new ForeignIssuer(ISSUER, clock), TYPE, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "JWT", "jwt", "token-introspection", "logout+jwt"})
    void refusesAnAnswerOfAnotherType(String type) {
        isNoAnswer(answer(login, type, Map.of()));
    }

    @Test
    void refusesATokenInPlaceOfAnAnswer() {
        isNoAnswer(login.token());
        isNoAnswer(login.token(Map.of("aud", "gateway", "active", true)));
        isNoAnswer(answer(login, TYPE, Map.of("token_introspection", "active")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"active\": true}",
                "",
                "a.b.c",
                "{\"token_introspection\": {\"active\": true}}"
            })
    void refusesAnAnswerThatNobodySigned(String text) {
        isNoAnswer(text);
    }

    @Test
    void knowsTheIssuerThatTheMetadataTells() {
        ExternalServer byMetadata =
                ForeignServer.of(
                        "{metadata: '%s/.well-known/openid-configuration', introspection: {clientId: gateway, clientSecret: s3cret, signed: true}}"
                                .formatted(ISSUER),
                        documents,
                        clock);
        documents.put(ISSUER + "/introspect", answer(login, TYPE, Map.of()));
        assertThat(byMetadata.validate(CandidateToken.of("opaque")))
                .isInstanceOf(Validation.Valid.class);
        documents.put(
                ISSUER + "/introspect",
                answer(login, TYPE, Map.of("iss", "https://other.example")));
        assertThat(byMetadata.validate(CandidateToken.of("opaque")))
                .isInstanceOf(Validation.Undecided.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{introspection: {endpoint: 'https://a.example', clientId: g, signed: true}}",
                "{issuer: name, introspection: {endpoint: 'https://a.example', clientId: g, signed:"
                        + " true}}",
                "{issuer: 'https://a.example', jwt: {hmacSecret: 0123456789abcdef0123456789abcdef},"
                        + " introspection: {clientId: g, signed: true}}",
            })
    void findsAtTheStartThatNoKeyCouldVerifyAnAnswer(String config) {
        assertThatThrownBy(() -> ForeignServer.config(config))
                .hasMessageContaining("introspection.signed needs the server's public keys");
    }
}
