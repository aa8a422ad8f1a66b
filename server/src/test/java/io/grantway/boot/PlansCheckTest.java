package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.catalog.ApplicationConfig;
import io.grantway.catalog.CredentialConfig;
import io.grantway.catalog.PlanConfig;
import io.grantway.catalog.Subscription;
import io.grantway.config.ConfigRejected;
import io.grantway.config.ConfigText;
import io.grantway.testing.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlansCheckTest {
    private static final String SERVERS =
            """
            authorizationServers:
              - {name: local, builtIn: {issuer: "https://localhost:8443/auth"}}
              - {name: other, builtIn: {issuer: "https://localhost:8443/other"}}
            apis:
              - {name: orders, upstream: "http://127.0.0.1:9200", routes: [{paths: [/orders]}]}
            plans:
              - name: bronze
                limits: [{requests: 5, per: minute}, {bytes: 1MiB, per: 12h, burst: 64KiB}]
                concurrency: 3
            """;
    private static final String LOCAL =
            "{authorizationServer: local, clientId: crm, clientSecret: crm-secret}";

    @Test
    void oneApplicationHasAClientAtEachServerAndASubscription() {
        Configuration read =
                load(
                        """
                        credentials:
                          - authorizationServer: local
                            clientId: crm
                            clientSecret: crm-secret
                            grantTypes: [client_credentials]
                          - {authorizationServer: other, clientId: crm, clientSecret: crm-secret}
                        keys: [k]
                        passwords: [{username: crm, password: p}]
                        certificates: [{subject: "CN=crm,O=Example"}]
                        subscriptions: [{api: orders, plan: bronze}]
                        """);

        ApplicationConfig crm = application(read);
        assertThat(crm.clientId()).isNull();
        assertThat(crm.credentials().getFirst().allowed().grantTypes())
                .containsExactly("client_credentials");
        assertThat(crm.credentials().get(1).allowed().grantTypes()).isEmpty();
        assertThat(crm.subscriptions().getFirst().state()).isEqualTo(Subscription.State.ACTIVE);
        PlanConfig plan = read.plans().getFirst();
        assertThat(plan.limits()).extracting(each -> each.window().toMinutes()).contains(1L, 720L);
        assertThat(plan.limits().getLast().atOnce()).isEqualTo(64 * 1024);
        assertThat(plan.approval()).isEqualTo(PlanConfig.Approval.AUTOMATIC);
    }

    /// The configuration of the scenario, with servers of five kinds.
    @Test
    void oneApplicationHasClientsAtServersOfEveryKind(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("grantway.yaml");
        Files.copy(Path.of("src/test/config/external-servers.yaml"), file);
        Files.createDirectory(directory.resolve("keys"));
        byte[] der = Certificates.STRANGER.certificate().getEncoded();
        Files.writeString(
                directory.resolve("keys/legacy.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(der)
                        + "\n-----END CERTIFICATE-----\n");

        Configuration read =
                ConfigurationFiles.load(
                                List.of(file),
                                List.of(),
                                Map.of(
                                        "HMAC_SECRET",
                                        "0123456789abcdef0123456789abcdef",
                                        "INTROSPECT_SECRET",
                                        "introspect"))
                        .value();

        assertThat(application(read).credentials())
                .extracting(CredentialConfig::authorizationServer)
                .containsExactly("local", "keycloak", "legacy-hmac");
        assertThat(application(read).subscriptions().getFirst().plan()).isEqualTo("bronze");
        assertThat(read.apis().getFirst().policies()).hasSize(2);
    }

    @Test
    void anApplicationMayBeKnownByItsKeysAlone() {
        assertThat(application(load("keys: [k]\n")).clientId()).isNull();
    }

    @Test
    void monthsAndDurationsAreWindowsToo() {
        String plans = SERVERS.replace("per: 12h", "per: month");
        assertThat(read(plans).plans().getFirst().limits().getLast().window())
                .isEqualTo(Duration.ofDays(30));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "subscriptions: [{api: order, plan: bronze}]"
                        + "| there is no API \"order\" | did you mean \"orders\"?",
                "subscriptions: [{api: orders, plan: bronce}]"
                        + "| there is no plan \"bronce\" | did you mean \"bronze\"?",
                "subscriptions: [{api: orders, plan: bronze}, {api: orders, plan: bronze}]"
                        + "| subscription to \"orders\" is there twice | also at",
                "credentials: [{authorizationServer: locale, clientId: x}]"
                        + "| no authorization server \"locale\" | did you mean \"local\"?",
                "credentials: [{authorizationServer: local, clientId: x}]"
                        + "| a confidential client needs a clientSecret | clientSecret",
                "credentials: [{authorizationServer: local, clientId: x, clientSecret: crm-secret,"
                        + " grantTypes: [client_credential]}]"
                        + "| \"client_credential\" is unknown here"
                        + "| did you mean \"client_credentials\"?",
                "credentials: [{authorizationServer: local, clientId: x, clientSecret: crm-secret,"
                        + " grantTypes: [password], metadata: {grantTypes: [password]}}]"
                        + "| must stand here or in metadata | grantTypes",
                "credentials: ["
                        + LOCAL
                        + ", "
                        + LOCAL
                        + "]"
                        + "| client \"crm\" of local is there twice | also at",
                "clientSecret: crm-secret | say clientId too | clientSecret",
                "certificates: [{sha256: 'AB:CD'}] | must be 32 bytes in hexadecimal | sha256",
                "certificates: [{}] | known by sha256 or by subject | certificates",
                "keys: [k, k] | this API key is there twice | also at",
            })
    void refusesWhatMeansNothingOrTwoThings(String yaml, String message, String more) {
        assertThatThrownBy(() -> load(yaml + "\n"))
                .isInstanceOfSatisfying(
                        ConfigRejected.class,
                        e -> assertThat(e.report()).contains(message).contains(more));
    }

    @Test
    void oneClientAtEveryServerLeavesItsNameToNobodyElse() {
        assertThatThrownBy(() ->
                        load(
                                "clientId: crm\nclientSecret: crm-secret\ncredentials: ["
                                        + LOCAL
                                        + "]\n"))
                .hasMessageContaining("is at every server of ours already");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requests: 5 | requests: 0 | must be 1 or more",
                "bytes: 1MiB | bytes: 0 | must be 1 or more",
                "burst: 64KiB | burst: 0 | must be 1 or more",
                "per: 12h | per: fortnight | must be second, minute, hour",
                "per: 12h | per: 400d | must be between 1s and 366d",
                "requests: 5 | requests: 5, bytes: 5 | either requests or bytes",
                "concurrency: 3 | concurrency: 0 | must be 1 or more",
                "name: bronze | name: 'a \"b' | must be 1 to 64 ASCII characters",
            })
    void refusesPlansThatLimitNothing(String said, String instead, String message) {
        assertThatThrownBy(() -> read(SERVERS.replace(said, instead)))
                .isInstanceOfSatisfying(
                        ConfigRejected.class, e -> assertThat(e.report()).contains(message));
    }

    private static ApplicationConfig application(Configuration configuration) {
        return configuration.consumers().getFirst().applications().getFirst();
    }

    /// @param yaml what is said of the application beside its name
    private static Configuration load(String yaml) {
        return read(
                SERVERS
                        + "consumers:\n"
                        + "  - username: partner\n"
                        + "    applications:\n"
                        + "      - name: crm\n"
                        + yaml.indent(8));
    }

    private static Configuration read(String yaml) {
        List<ConfigText> texts = List.of(new ConfigText("test.yaml", yaml));
        return ConfigurationFiles.load(List.of(), texts, Map.of()).value();
    }
}
