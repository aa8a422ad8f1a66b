package io.grantway.store;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL database: `host`, or a `url` that may name several hosts.
public record PostgresqlConfig(
        @Key(
                        value = "Where it is, as its JDBC driver takes it, without a password.",
                        example = "jdbc:postgresql://db1.internal,db2.internal/grantway")
                @Nullable String url,
        @Key(value = "The host it is on; instead of url.", example = "db.internal")
                @Nullable String host,
        @Key(value = "Its port there.", or = "5432") int port,
        @Key(value = "The name of the database, which must exist.", or = "grantway")
                String database,
        @Key(value = "Who may make tables in it.", or = "grantway") String username,
        @Key(value = "Their password.", example = "${env:DB_PASSWORD}") @Nullable Secret password,
        @Key(value = "At most this many connections of this node, and one that listens.", or = "10")
                int pool,
        @Key(
                        "`verify` (the server's certificate must be good for its name), `require`"
                                + " (encrypted, whoever answers) or `off`. Where absent, `verify`,"
                                + " but `off` for a database on this machine.")
                @Nullable Tls tls,
        @Key(
                        value =
                                "File with the certificates, in PEM, of those who may sign the"
                                        + " server's; the system's where absent.",
                        example = "/etc/grantway/db-ca.pem")
                @Nullable Path trust) {
    private static final Pattern CREDENTIAL =
            Pattern.compile("[?&](user|password)=|//[^/?]*@", Pattern.CASE_INSENSITIVE);
    private static final int MOST = 500;

    /// How the connection is protected.
    public enum Tls {
        VERIFY,
        REQUIRE,
        OFF
    }

    public PostgresqlConfig {
        if ((url == null) == (host == null)) {
            throw new IllegalArgumentException(
                    "postgresql needs host, or url (jdbc:postgresql://host/database), not both");
        }
        if (url != null) {
            requireUsable(url);
        }
        if (host != null && (host.isBlank() || host.matches(".*[/?#@ ,].*"))) {
            throw new IllegalArgumentException(
                    "host must be one name or address; several go into url");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 1 and 65535");
        }
        if (database.isBlank() || username.isBlank()) {
            throw new IllegalArgumentException("database and username must not be empty");
        }
        if (pool < 1 || pool > MOST) {
            throw new IllegalArgumentException("pool must be between 1 and " + MOST);
        }
    }

    private static void requireUsable(String url) {
        if (!url.toLowerCase(Locale.ROOT).startsWith("jdbc:postgresql://")) {
            throw new IllegalArgumentException(
                    "url must begin with jdbc:postgresql:// and say host and database");
        }
        // A URL is printed where something is wrong with it.
        if (CREDENTIAL.matcher(url).find()) {
            throw new IllegalArgumentException(
                    "url must hold no user and no password: use username and password");
        }
    }
}
