package io.grantway.http;

import io.grantway.config.Key;
import io.grantway.http.outgoing.Authorities;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
                List<String> allow,
        @Key(
                        value =
                                "Certificates, in PEM, of those who may sign the certificates of"
                                        + " other hosts beside whom the system trusts: your"
                                        + " company's own authority. In force from the next start.",
                        example = "'${file:tls/company-ca.pem}'")
                @Nullable String certificateAuthorities) {
    public OutgoingConfig {
        OutgoingRule.opening(allow);
        if (certificateAuthorities != null) {
            Authorities.with(certificateAuthorities);
        }
    }

    /// Who may have signed the certificates of other hosts.
    public Authorities authorities() {
        return certificateAuthorities == null
                ? Authorities.SYSTEM
                : Authorities.with(certificateAuthorities);
    }
}
