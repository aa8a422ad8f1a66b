package io.grantway.http;

import io.grantway.config.Key;
import java.util.List;

/// What the server may ask of other hosts on behalf of those who give it addresses.
public record OutgoingConfig(
        @Key(
                        value =
                                "Hosts and networks that addresses given by others, such as a"
                                        + " client's `jwks_uri`, may lead to although they are not"
                                        + " public: a host, `*.domain`, an address or a network,"
                                        + " each with `:port` or without (networks without)."
                                        + " `http://` in front opens plain HTTP too.",
                        example =
                                "[keys.internal, 10.1.0.0/16, 'http://localhost:8180',"
                                        + " '*.corp.example']")
                List<String> allow) {
    public OutgoingConfig {
        OutgoingRule.opening(allow);
    }
}
