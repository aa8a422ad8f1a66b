package io.grantway.store.sql;

import io.grantway.store.PostgresqlConfig;
import io.grantway.store.PostgresqlConfig.Tls;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/// A PostgreSQL server: how connections to it are set up, and what its errors mean for the
/// operator.
public final class PostgresServer {
    private static final int CONNECT_SECONDS = 4;
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final PostgresqlConfig config;
    private final String url;
    private final Properties named;

    /// @throws IllegalArgumentException where the driver does not understand the URL
    public PostgresServer(PostgresqlConfig config) {
        this.config = config;
        this.url = config.url() == null ? url(config) : config.url();
        Properties read = Driver.parseURL(url, new Properties());
        if (read == null) {
            throw new IllegalArgumentException(url + " is no URL of a PostgreSQL database");
        }
        this.named = read;
    }

    private static String url(PostgresqlConfig config) {
        String host = Objects.requireNonNull(config.host());
        String written = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return "jdbc:postgresql://"
                + written
                + ":"
                + config.port()
                + "/"
                + URLEncoder.encode(config.database(), StandardCharsets.UTF_8);
    }

    /// Opens a connection.
    ///
    /// @param patience how long to wait for an answer to a statement; zero to wait without end
    Connection connect(Duration patience) throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, config.username());
        if (config.password() != null) {
            config.password()
                    .expose(text -> {
                        PGProperty.PASSWORD.set(properties, text);
                        return text.length();
                    });
        }
        PGProperty.APPLICATION_NAME.set(properties, "grantway");
        PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
        PGProperty.SOCKET_TIMEOUT.set(properties, Math.toIntExact(patience.toSeconds()));
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        // Of several hosts, the one that can be written: after a failover that is another.
        PGProperty.TARGET_SERVER_TYPE.set(properties, "primary");
        protect(properties);
        return Objects.requireNonNull(new Driver().connect(url, properties));
    }

    private void protect(Properties properties) {
        Tls tls = config.tls();
        if (tls == null) {
            tls = isHere() ? Tls.OFF : Tls.VERIFY;
        }
        switch (tls) {
            case OFF -> PGProperty.SSL_MODE.set(properties, "disable");
            case REQUIRE -> PGProperty.SSL_MODE.set(properties, "require");
            case VERIFY -> {
                PGProperty.SSL_MODE.set(properties, "verify-full");
                trust(properties, config.trust() == null ? null : config.trust().toString());
            }
        }
    }

    private static void trust(Properties properties, @Nullable String file) {
        if (file == null) {
            PGProperty.SSL_FACTORY.set(properties, "org.postgresql.ssl.DefaultJavaSSLFactory");
        } else {
            PGProperty.SSL_ROOT_CERT.set(properties, file);
        }
    }

    private boolean isHere() {
        return HERE.contains(String.valueOf(PGProperty.PG_HOST.getOrDefault(named)));
    }

    /// What it is called in messages.
    String name() {
        return "PostgreSQL at "
                + PGProperty.PG_HOST.getOrDefault(named)
                + ":"
                + PGProperty.PG_PORT.getOrDefault(named)
                + "/"
                + PGProperty.PG_DBNAME.getOrDefault(named);
    }

    PostgresFaults faults() {
        return new PostgresFaults(name(), config.username());
    }

    int pool() {
        return config.pool();
    }

    @Override
    public String toString() {
        return name();
    }
}
