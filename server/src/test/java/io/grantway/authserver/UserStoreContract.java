package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Json;
import io.grantway.testing.AtOnce;
import io.grantway.testing.Issued;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// What every [UserStore] does.
public interface UserStoreContract {
    /// An empty store.
    UserStore users();

    private static User user(String id, String username) {
        return new User(
                Issued.id(id, "user"),
                "Sample",
                username,
                Optional.of("Megan Miller"),
                "$argon2id$1");
    }

    private User created(String username) {
        User user = user(username, username);
        assertThat(users().create(user)).isTrue();
        return user;
    }

    @Test
    default void givesBackEveryPartOfAUser() {
        User megan = created("megan");
        User bare =
                new User(
                        Issued.id("bare", "user"),
                        "Sample",
                        "bare",
                        Optional.empty(),
                        "$argon2id$2");
        users().create(bare);

        assertThat(users().find("Sample", megan.id())).contains(megan);
        assertThat(users().findByName("Sample", "megan")).contains(megan);
        assertThat(users().findByName("Sample", "bare")).contains(bare);
    }

    @Test
    default void keepsWhatElseIsKnownOfAUser() {
        ObjectNode claims = Json.object().put("email", "ann@example.com");
        User ann =
                new User(Issued.id("ann", "user"), "Sample", "ann", Optional.empty(), "", claims);
        users().create(ann);
        assertThat(users().findByName("Sample", "ann")).contains(ann);

        User changed =
                new User(
                        ann.id(),
                        "Sample",
                        "ann",
                        Optional.of("Ann"),
                        "",
                        Json.object().put("email", "ann@example.org"));
        users().update(changed);
        assertThat(users().find("Sample", ann.id())).contains(changed);
    }

    @Test
    default void createsNoSecondUserOfTheSameName() {
        User megan = created("megan");

        assertThat(users().create(user("another", "megan"))).isFalse();
        assertThat(users().findByName("Sample", "megan")).contains(megan);
    }

    @Test
    default void tellsNamesThatDifferInCaseApart() {
        created("megan");
        created("Megan");

        assertThat(users().findByName("Sample", "MEGAN")).isEmpty();
    }

    @Test
    default void keepsOneNameInTwoWorkspaces() {
        User here = created("megan");
        User there = new User(Issued.id("there", ""), "Other", "megan", Optional.empty(), "x");

        assertThat(users().create(there)).isTrue();
        assertThat(users().findByName("Sample", "megan")).contains(here);
        assertThat(users().findByName("Other", "megan")).contains(there);
        assertThat(users().find("Sample", there.id())).isEmpty();
        assertThat(users().delete("Sample", there.id())).isFalse();
    }

    @Test
    default void updatesAUserAlsoUnderANewName() {
        User megan = created("megan");
        User renamed = new User(megan.id(), "Sample", "meg", Optional.empty(), "$argon2id$3");

        assertThat(users().update(renamed)).isTrue();
        assertThat(users().find("Sample", megan.id())).contains(renamed);
        assertThat(users().findByName("Sample", "megan")).isEmpty();
        assertThat(users().update(renamed)).isTrue();
    }

    @Test
    default void updatesNobodyIntoTheNameOfAnother() {
        User megan = created("megan");
        User tom = created("tom");

        assertThat(users().update(user("tom", "megan"))).isFalse();
        assertThat(users().findByName("Sample", "megan")).contains(megan);
        assertThat(users().findByName("Sample", "tom")).contains(tom);
    }

    @Test
    default void updatesNobodyWhoIsNotThere() {
        assertThat(users().update(user("ghost", "ghost"))).isFalse();
        assertThat(users().findByName("Sample", "ghost")).isEmpty();
    }

    @Test
    default void deletesAUserOnce() {
        User megan = created("megan");

        assertThat(users().delete("Sample", megan.id())).isTrue();
        assertThat(users().delete("Sample", megan.id())).isFalse();
        assertThat(users().find("Sample", megan.id())).isEmpty();
        assertThat(users().create(megan)).isTrue();
    }

    @Test
    default void listsPageAfterPageByName() {
        for (String name : List.of("dora", "anna", "carl", "bert")) {
            created(name);
        }

        List<User> first = users().list("Sample", Optional.empty(), 3);
        assertThat(first).extracting(User::username).containsExactly("anna", "bert", "carl");
        users().delete("Sample", first.getLast().id());
        assertThat(users().list("Sample", Optional.of("carl"), 3))
                .extracting(User::username)
                .containsExactly("dora");
        assertThat(users().list("Other", Optional.empty(), 3)).isEmpty();
    }

    @Test
    default void letsOneOfManyTakeAName() throws Exception {
        List<Callable<Boolean>> creations = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            User user = user("user " + i, "megan");
            creations.add(() -> users().create(user));
        }

        assertThat(AtOnce.call(creations)).containsOnlyOnce(true);
    }
}
