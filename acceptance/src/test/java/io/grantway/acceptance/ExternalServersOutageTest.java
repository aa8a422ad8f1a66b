package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Authorization servers of others go down, come back, and change their keys, while calls go on.
class ExternalServersOutageTest {
    @RegisterExtension static final ExternalServers SERVERS = new ExternalServers();

    private static final int CLIENTS = 4;
    private static final int CALLS = 50;

    /// Clients at once that use good tokens.
    ///
    /// @return the statuses that were not 200
    private static CompletableFuture<List<Integer>> load(
            ExecutorService threads, List<String> tokens) {
        List<CompletableFuture<List<Integer>>> clients =
                IntStream.range(0, CLIENTS)
                        .mapToObj(client ->
                                CompletableFuture.supplyAsync(() -> lost(client, tokens), threads))
                        .toList();
        return CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new))
                .thenApply(
                        _ -> clients.stream().flatMap(client -> client.join().stream()).toList());
    }

    private static List<Integer> lost(int client, List<String> tokens) {
        List<Integer> lost = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            int status = status(tokens.get((client + i) % tokens.size()));
            if (status != 200) {
                lost.add(status);
            }
        }
        return lost;
    }

    private static int status(String token) {
        try {
            return SERVERS.order(token).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> tokens(int count, String server) {
        return IntStream.range(0, count)
                .mapToObj(_ -> SERVERS.token(server, "erp", "orders.read"))
                .toList();
    }

    private static void answersThatNobodyCanSay(Answer refused, String reason) throws IOException {
        assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(refused.header("WWW-Authenticate")).isEmpty();
        var refusal = SERVERS.explained(refused).path("refusal");
        assertThat(refusal.path("reason").asString()).isEqualTo(reason);
        assertThat(refusal.path("explanation").asString()).contains(" of ");
    }

    @Test
    void losesNoKnownTokenWhileTheIntrospectionEndpointIsDown() throws Exception {
        List<String> known = tokens(10, "opaque");
        known.forEach(token -> assertThat(status(token)).isEqualTo(200));
        int asked = SERVERS.opaque().http().asked("/introspect");
        String unknown = SERVERS.token("opaque", "erp", "orders.read");

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var lost = load(threads, known);
            SERVERS.opaque().http().goDown();
            for (int i = 0; i < 5; i++) {
                answersThatNobodyCanSay(SERVERS.order(unknown), "introspection_unavailable");
            }
            assertThat(lost.get(60, TimeUnit.SECONDS)).isEmpty();
        }
        assertThat(SERVERS.opaque().http().asked("/introspect")).isEqualTo(asked);

        SERVERS.opaque().http().comeBack();
        Waiting.until(
                Duration.ofSeconds(20),
                () -> status(unknown) == 200,
                () -> "the endpoint is back, and nobody notices");
        assertThat(SERVERS.opaque().http().asked("/introspect")).isEqualTo(asked + 1);
    }

    @Test
    void losesNoTokenOfAKnownKeyWhileTheKeysAreOutOfReach() throws Exception {
        withAFreshBudget();
        String first = SERVERS.token("keycloak", "erp", "orders.read");
        assertThat(status(first)).isEqualTo(200);
        List<String> neverSeen = tokens(20, "keycloak");

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SERVERS.keycloak().front().goDown();
            try {
                var lost = load(threads, neverSeen);
                for (int i = 0; i < 5; i++) {
                    answersThatNobodyCanSay(
                            SERVERS.order(ofKey("not-seen-" + i)), "keys_unavailable");
                }
                assertThat(lost.get(60, TimeUnit.SECONDS)).isEmpty();
            } finally {
                SERVERS.keycloak().front().comeBack();
            }
        }
        Waiting.until(
                Duration.ofSeconds(20),
                () -> status(ofKey("made-up")) == 401,
                () -> "the keys are back, and nobody notices");
    }

    @Test
    void takesTheFirstTokenOfANewKeyAndMadeUpKeysCostOneRequest() throws Exception {
        withAFreshBudget();
        String before = SERVERS.token("keycloak", "erp", "orders.read");
        assertThat(status(before)).isEqualTo(200);
        int asked = SERVERS.keycloak().front().asked(Keycloak.keysPath());

        SERVERS.keycloak().rotateKeys();
        String after = SERVERS.token("keycloak", "erp", "orders.read");
        assertThat(SignedJWT.parse(after).getHeader().getKeyID())
                .isNotEqualTo(SignedJWT.parse(before).getHeader().getKeyID());

        assertThat(status(after)).isEqualTo(200);
        assertThat(status(before)).as("the old key is still published").isEqualTo(200);
        for (int i = 0; i < 100; i++) {
            assertThat(status(ofKey("made-up-" + i))).isEqualTo(401);
        }
        assertThat(SERVERS.keycloak().front().asked(Keycloak.keysPath())).isEqualTo(asked + 1);
        assertThat(status(after)).isEqualTo(200);
    }

    /// For asking for keys that are not known, whatever other tests have used of it.
    private static void withAFreshBudget() {
        SERVERS.server().stop();
        SERVERS.server().restart();
    }

    /// What claims to be Keycloak's, by a key that it may or may not have.
    private static String ofKey(String id) {
        ForeignIssuer anybody = SERVERS.rsa();
        return anybody.sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build(),
                anybody.claims().issuer(SERVERS.keycloak().issuer()).build());
    }
}
