package peer;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/// A PostgreSQL server on loopback, set up as it comes. Says `port PORT` and `ready`; ends with its
/// input.
public class Postgres {
    private Postgres() {}

    public static void main(String[] arguments) throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            System.out.println("port " + server.getPort());
            System.out.println("ready");
            int _ = System.in.read();
        }
    }
}
