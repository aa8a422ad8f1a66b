package io.grantway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.catalog.ChangeRefused.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@NullMarked
class DraftTest {
    private static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Entity entity(
            int id, EntityKind kind, Map<EntityKind, UUID> owners, ObjectNode settings) {
        return new Entity(
                new UUID(0, id),
                kind,
                "default",
                owners,
                settings,
                List.of(),
                true,
                json(),
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty());
    }

    private static Entity declared(Entity entity) {
        return new Entity(
                entity.id(),
                entity.kind(),
                entity.workspace(),
                entity.owners(),
                entity.settings(),
                List.of(),
                true,
                json(),
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.of("a.yaml:3"));
    }

    private static Entity api(int id, String name) {
        return entity(id, EntityKind.API, Map.of(), json().put("name", name));
    }

    private static Entity consumer(int id, String name) {
        return entity(id, EntityKind.CONSUMER, Map.of(), json().put("username", name));
    }

    private static Entity route(int id, Entity api) {
        return entity(id, EntityKind.ROUTE, Map.of(EntityKind.API, api.id()), json());
    }

    private static Entity key(int id, Entity consumer, String key) {
        return entity(
                id,
                EntityKind.KEY,
                Map.of(EntityKind.CONSUMER, consumer.id()),
                json().put("key", key));
    }

    @Test
    void findsByIdNameAndOwner() {
        Entity api = api(1, "orders");
        Entity route = route(2, api);
        Entities entities = Entities.NONE.and(List.of(api, route));
        assertThat(entities.find(EntityKind.API, "default", "name", "orders")).contains(api);
        assertThat(entities.find(EntityKind.API, "V", "name", "orders")).isEmpty();
        assertThat(entities.find(EntityKind.ROUTE, "default", api.id())).isEmpty();
        assertThat(entities.ownedBy(api.id())).containsExactly(route);
        assertThat(entities.of(EntityKind.ROUTE, "default")).containsExactly(route);
    }

    @Test
    void freesTheNameOfWhatIsRenamed() {
        Draft draft = new Draft(Entities.NONE.and(List.of(api(1, "orders"))));
        draft.put(api(1, "sales"));
        draft.put(api(2, "orders"));
        assertThat(draft.done().find(EntityKind.API, "default", "name", "orders"))
                .map(Entity::id)
                .contains(new UUID(0, 2));
    }

    @Test
    void refusesANameThatIsTaken() {
        Draft draft = new Draft(Entities.NONE.and(List.of(api(1, "orders"))));
        assertThatThrownBy(() -> draft.put(api(2, "orders")))
                .isInstanceOf(ChangeRefused.class)
                .extracting(e -> ((ChangeRefused) e).reason())
                .isEqualTo(new Reason.Taken(EntityKind.API, "name", "orders"));
        assertThat(draft.changed()).isEmpty();
    }

    @Test
    void refusesAnOwnerThatThereIsNot() {
        Draft draft = new Draft(Entities.NONE);
        assertThatThrownBy(() -> draft.put(route(2, api(1, "orders"))))
                .isInstanceOf(ChangeRefused.class)
                .hasMessage("there is no such api");
    }

    @Test
    void takesWhatIsOwnedAway() {
        Entity api = api(1, "orders");
        Entity route = route(2, api);
        Entity policy = entity(3, EntityKind.POLICY, Map.of(EntityKind.ROUTE, route.id()), json());
        Entities before = Entities.NONE.and(List.of(api, route, policy));
        Draft draft = new Draft(before);
        draft.remove(api.id());
        assertThat(draft.done().size()).isZero();
        assertThat(draft.gone()).containsExactly(api.id(), route.id(), policy.id());
        assertThat(before.of(EntityKind.ROUTE, "default")).containsExactly(route);
    }

    @Test
    void leavesWhatIsDeclaredAlone() {
        Entity api = declared(api(1, "orders"));
        Draft draft = new Draft(Entities.NONE.and(List.of(api)));
        assertThatThrownBy(() -> draft.put(api(1, "sales")))
                .hasMessage("the api is declared in a.yaml:3: change it there");
        assertThatThrownBy(() -> draft.put(route(2, api))).hasMessageContaining("a.yaml:3");
        assertThatThrownBy(() -> draft.remove(api.id())).hasMessageContaining("a.yaml:3");
        assertThat(draft.gone()).isEmpty();
    }

    @Test
    void givesADeclaredConsumerMoreCredentials() {
        Entity consumer = declared(consumer(1, "ann"));
        Draft draft = new Draft(Entities.NONE.and(List.of(consumer)));
        draft.put(key(2, consumer, "k"));
        assertThat(draft.changed()).hasSize(1);
    }

    @Test
    void neverPrintsASecretThatIsTaken() {
        Entity ann = consumer(1, "ann");
        Draft draft = new Draft(Entities.NONE.and(List.of(ann, key(2, ann, "hush"))));
        assertThatThrownBy(() -> draft.put(key(3, ann, "hush")))
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .message()
                .doesNotContain("hush");
    }
}
