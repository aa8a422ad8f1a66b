package io.grantway.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.ByteSize;
import io.grantway.config.Secret;
import io.grantway.oauth.TokenEndpointAuthMethod;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.Authority;
import io.grantway.testing.SupplyFixture;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Two definitions that differ in anything never share a token.
class SupplyKeyTest {
    private static final DefinitionName NAME = new DefinitionName("Sample", "Okta");

    /// How requests are made and not what for.
    private static final Set<String> LIMITS =
            Set.of("renewBefore", "timeout", "answerLimit", "requestsAtOnce", "rotateEvery");

    private static final Authority COMPANY = new Authority("Company");
    private static final Authority.Identity OWN = COMPANY.sign("grantway");
    private static final Authority.Identity OTHER = COMPANY.sign("another");

    private static final OAuth2Config CONFIG =
            SupplyFixture.config(
                    """
                    {tokenEndpoint: 'https://a.example/t', clientId: me, clientSecret: s3cret,
                     refreshToken: r, username: u, password: p, scopes: [a, b],
                     jwt: {issuer: i, privateKey: "%s"}, exchange: {actorToken: t},
                     certificate: "%s", privateKey: "%s",
                     clientAuthentication: client_secret_post}
                    """
                            .formatted(
                                    escaped(OWN.key()), escaped(OWN.both()), escaped(OWN.key())));

    private static String escaped(String pem) {
        return pem.replace("\n", "\\n");
    }

    private static TokenHash key(OAuth2Config config) {
        return SupplyKey.token(NAME, config, "https://a.example/t");
    }

    @Test
    void differsWithEachComponentOfTheConfiguration() throws ReflectiveOperationException {
        Map<String, TokenHash> seen = new HashMap<>();
        seen.put("nothing", key(CONFIG));
        for (Changed each : changes(CONFIG, "")) {
            TokenHash key = key((OAuth2Config) each.record());
            if (LIMITS.contains(each.what().substring(each.what().lastIndexOf('.') + 1))) {
                assertThat(key).as(each.what()).isEqualTo(key(CONFIG));
            } else {
                assertThat(seen).as(each.what()).doesNotContainValue(key);
                seen.put(each.what(), key);
            }
        }
        assertThat(seen).hasSizeGreaterThan(45);
    }

    @Test
    void differsWithNameAndEndpoint() {
        assertThat(
                        Set.of(
                                SupplyKey.token(NAME, CONFIG, "e"),
                                SupplyKey.token(NAME, CONFIG, "f"),
                                SupplyKey.token(new DefinitionName("Sample", "Okt"), CONFIG, "ae"),
                                SupplyKey.token(new DefinitionName("Sampl", "eOkta"), CONFIG, "e"),
                                SupplyKey.token(new DefinitionName("", "SampleOkta"), CONFIG, "e"),
                                SupplyKey.token(new DefinitionName("SampleO", "kta"), CONFIG, "e")))
                .hasSize(6);
    }

    @Test
    void keepsNeighboursApart() {
        List<String> written =
                List.of(
                        "scopes: [a.b], audience: c",
                        "scopes: [a], audience: b.c",
                        "scopes: [a b]",
                        "scopes: [a, b]",
                        "scopes: [ab]",
                        "scopes: [a], resource: [b]",
                        "scopes: [a, b], resource: ['']",
                        "audience: ''",
                        "extra: {a: b}",
                        "extra: {ab: ''}",
                        "fields: {scope: a}",
                        "extra: {scope: a}",
                        "extra: {a: b, c: d}",
                        "extra: {a: bc, '': d}",
                        "headers: {a: b}");
        List<TokenHash> keys =
                written.stream()
                        .map(each ->
                                key(
                                        SupplyFixture.config(
                                                "{clientId: x, clientSecret: y, " + each + "}")))
                        .toList();
        assertThat(keys).doesNotHaveDuplicates();
        assertThat(key(SupplyFixture.config("{clientId: x, clientSecret: y, extra: {a: b, c: d}}")))
                .isEqualTo(
                        key(
                                SupplyFixture.config(
                                        "{clientId: x, clientSecret: y, extra: {c: d, a: b}}")));
    }

    private record Changed(String what, Object record) {}

    /// The record with one component changed, for each of them, also within other records.
    private static List<Changed> changes(Record record, String path)
            throws ReflectiveOperationException {
        List<Changed> all = new ArrayList<>();
        RecordComponent[] components = record.getClass().getRecordComponents();
        Constructor<?> constructor =
                record.getClass()
                        .getDeclaredConstructor(
                                Arrays.stream(components)
                                        .map(RecordComponent::getType)
                                        .toArray(Class<?>[]::new));
        for (int i = 0; i < components.length; i++) {
            String what = path + "." + components[i].getName();
            Object[] values = new Object[components.length];
            for (int j = 0; j < components.length; j++) {
                values[j] = components[j].getAccessor().invoke(record);
            }
            if (values[i] instanceof Record inner && !(inner instanceof ByteSize)) {
                for (Changed each : changes(inner, what)) {
                    values[i] = each.record();
                    all.add(new Changed(each.what(), constructor.newInstance(values)));
                }
            } else {
                values[i] = other(components[i], values[i]);
                all.add(new Changed(what, constructor.newInstance(values)));
            }
        }
        return all;
    }

    private static Object other(RecordComponent component, Object value) {
        Class<?> type = component.getType();
        String name = component.getName();
        if (type == Secret.class) {
            return switch (name) {
                case "privateKey" -> Secret.of(OTHER.key());
                case "certificate" -> Secret.of(OTHER.both());
                default -> Secret.of("another");
            };
        }
        if (type == Map.class) {
            return name.equals("fields")
                    ? Map.of("scope", "s")
                    : name.equals("headers") ? Map.of("X", Secret.of("y")) : Map.of("x", "y");
        }
        if (type == int.class) {
            return (int) value + 1;
        }
        if (type == ByteSize.class) {
            return new ByteSize(4096);
        }
        if (type == Duration.class) {
            return value == null ? Duration.ofHours(1) : ((Duration) value).plusSeconds(1);
        }
        if (type == URI.class) {
            return URI.create("https://other.example");
        }
        if (type == List.class) {
            return List.of("another");
        }
        if (type == TokenEndpointAuthMethod.class) {
            return TokenEndpointAuthMethod.CLIENT_SECRET_BASIC;
        }
        if (type.isEnum()) {
            return name.equals("algorithm")
                    ? AssertionAlgorithm.ES256
                    : Arrays.stream(type.getEnumConstants())
                            .filter(constant -> !constant.equals(value))
                            .findFirst()
                            .orElseThrow();
        }
        return "another";
    }
}
