package io.grantway.http;

import io.grantway.config.Key;

/// Where the server listens: two listeners, each with an `https` and an `http` address. `off`
/// switches one off.
public record ListenersConfig(
        @Key(value = "Serves the APIs, their OAuth endpoints, and the login pages.", or = "{}")
                Gateway gateway,
        @Key(
                        value =
                                "Serves the admin API, the console, metrics and health. Reachable"
                                        + " from this machine only, unless changed.",
                        or = "{}")
                Admin admin) {
    public static final ListenersConfig USUAL =
            new ListenersConfig(
                    new Gateway("0.0.0.0:8443", "0.0.0.0:8000"),
                    new Admin("127.0.0.1:8444", "127.0.0.1:8001"));

    /// The addresses that clients call.
    public record Gateway(
            @Key(value = "Address and port for HTTPS, or `off`.", or = "0.0.0.0:8443") String https,
            @Key(value = "Address and port for plain HTTP, or `off`.", or = "0.0.0.0:8000")
                    String http) {
        public Gateway {
            ListenAddress.parse(https);
            ListenAddress.parse(http);
        }
    }

    /// The addresses that administrators call.
    public record Admin(
            @Key(value = "Address and port for HTTPS, or `off`.", or = "127.0.0.1:8444")
                    String https,
            @Key(value = "Address and port for plain HTTP, or `off`.", or = "127.0.0.1:8001")
                    String http) {
        public Admin {
            ListenAddress.parse(https);
            ListenAddress.parse(http);
        }
    }
}
