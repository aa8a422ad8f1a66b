package io.grantway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.ConfigReader;
import io.grantway.config.Variants;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ApplicationsTest {
    private static final String WS = "default";
    private static final UUID CRM = new UUID(1, 1);
    private static final UUID AT_LOCAL = new UUID(1, 2);
    private static final UUID AT_KEYCLOAK = new UUID(1, 3);
    private static final UUID SHOP = new UUID(1, 4);
    private static final UUID ORDERS = new UUID(2, 1);
    private static final String HASH = "ab".repeat(32);

    private final CatalogBuilder building = new CatalogBuilder();
    private final Consumer partner =
            building.consumer(new UUID(3, 1), WS, ConsumerConfig.named("partner", null));

    private Catalog catalog() {
        building.ownServer(WS, "local").ownServer(WS, "other").api(ORDERS, WS, "orders");
        building.plan(
                new UUID(4, 1),
                WS,
                read(PlanConfig.class, "{name: bronze, limits: [{requests: 5, per: minute}]}"));
        ApplicationConfig config =
                read(
                        ApplicationConfig.class,
                        """
                        name: crm
                        credentials:
                          - {authorizationServer: local, clientId: crm-id, clientSecret: s}
                          - {authorizationServer: keycloak, clientId: crm-id}
                        keys: [k]
                        certificates: [{sha256: "%s"}, {subject: "CN=crm, O=Example"}]
                        subscriptions: [{api: orders, plan: bronze}, {api: gone, plan: bronze}]
                        """
                                .formatted(HASH.toUpperCase(Locale.ROOT)));
        Application crm = building.application(CRM, partner, config);
        building.credential(AT_LOCAL, crm, config.credentials().get(0))
                .credential(AT_KEYCLOAK, crm, config.credentials().get(1));
        config.certificates().forEach(each -> building.certificate(crm, each));
        config.subscriptions().forEach(each -> building.subscription(new UUID(5, 1), crm, each));
        building.key(new UUID(6, 1), crm, config.keys().getFirst());
        building.application(
                SHOP, partner, read(ApplicationConfig.class, "{name: shop, clientId: shop-id}"));
        return building.build(new GuestClients());
    }

    @Test
    void aClientOfOneServerIsNobodyAtTheOthers() {
        Catalog catalog = catalog();
        assertThat(catalog.client(WS, "local", "crm-id"))
                .hasValueSatisfying(client -> assertThat(client.id()).isEqualTo(AT_LOCAL));
        assertThat(catalog.client(WS, "other", "crm-id")).isEmpty();
        assertThat(catalog.client(WS, "crm-id")).isEmpty();
        assertThat(catalog.client(AT_KEYCLOAK)).isEmpty();
    }

    @Test
    void aClientWithoutAServerIsKnownToAll() {
        Catalog catalog = catalog();
        assertThat(catalog.client(WS, "other", "shop-id")).isEqualTo(catalog.client(SHOP));
        assertThat(catalog.client(WS, "local", "shop-id")).isPresent();
    }

    @Test
    void oneApplicationIsFoundByEachOfItsClients() {
        Catalog catalog = catalog();
        Optional<Application> crm = catalog.applicationAt(WS, "keycloak", "crm-id");
        assertThat(crm).map(Application::id).contains(CRM);
        assertThat(catalog.applicationAt(WS, "local", "crm-id")).isEqualTo(crm);
        assertThat(catalog.applicationOf(AT_LOCAL)).isEqualTo(crm);
        assertThat(catalog.applicationOf(SHOP)).map(Application::name).contains("shop");
        assertThat(catalog.applicationByCertificate(WS, HASH)).isEqualTo(crm);
        assertThat(catalog.applicationByCertificate(WS, new X500Principal("cn=crm,o=Example")))
                .isEqualTo(crm);
    }

    @Test
    void aServerElsewhereCannotMakeAClientOfOursByItsName() {
        assertThat(catalog().applicationAt(WS, "keycloak", "shop-id")).isEmpty();
        assertThat(catalog().applicationAt("team", "keycloak", "crm-id")).isEmpty();
    }

    @Test
    void aSubscriptionIsFoundByApplicationAndApi() {
        Catalog catalog = catalog();
        assertThat(catalog.subscription(CRM, ORDERS))
                .map(Subscription::plan)
                .isEqualTo(catalog.plan(WS, "bronze"));
        assertThat(catalog.subscription(SHOP, ORDERS)).isEmpty();
        assertThat(catalog.subscription(CRM, new UUID(2, 2))).isEmpty();
    }

    private static <T extends Record> T read(Class<T> type, String yaml) {
        ObjectNode tree = (ObjectNode) new YAMLMapper().readTree(yaml);
        return new ConfigReader(Variants.NONE, Set.of())
                .loadTree(type, "the object", tree, (_, _) -> {})
                .value();
    }
}
