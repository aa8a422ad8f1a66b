package io.grantway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.boot.ConfigurationFiles;
import io.grantway.config.ConfigRejected;
import io.grantway.config.ConfigText;
import io.grantway.config.ConfigYaml;
import io.grantway.jose.KeySet;
import io.grantway.jose.UnverifiedJwt;
import io.grantway.oauth.Scopes;
import io.grantway.openapi.ImportedApi;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A reader of what strangers send. It may refuse its input in the way that its callers expect;
/// anything else that is thrown, a status of 500, or a redirect to a stranger is a finding.
enum FuzzedParser {
    FORM_BODY {
        @Override
        void read(String input) {
            FuzzedServer.ONE.post(
                    "/token", input, "Content-Type", "application/x-www-form-urlencoded");
        }
    },
    JSON_BODY {
        @Override
        void read(String input) {
            FuzzedServer.ONE.post("/token", input, "Content-Type", "application/json");
        }
    },
    MULTIPART_BODY {
        @Override
        void read(String input) {
            FuzzedServer.ONE.post(
                    "/token", input, "Content-Type", "multipart/form-data; boundary=b");
        }
    },
    AUTHORIZATION_REQUEST {
        @Override
        void read(String input) {
            FuzzedServer.ONE.get("/authorize", input);
        }
    },
    PARAMETERS_AND_COOKIES {
        @Override
        void read(String input) {
            FuzzedServer.ONE.get("/end_session", input, "Cookie", input, "Accept-Language", input);
        }
    },
    CLAIMS_PARAMETER {
        @Override
        void read(String input) {
            FuzzedServer.ONE.authorize("claims", input);
        }
    },
    REDIRECT_URI {
        @Override
        void read(String input) {
            FuzzedServer.ONE.authorize("redirect_uri", input);
        }
    },
    REQUEST_OBJECT {
        @Override
        void read(String input) {
            FuzzedServer.ONE.authorize("request", input);
        }
    },
    CLIENT_DOCUMENT_ADDRESS {
        @Override
        void read(String input) {
            FuzzedServer.ONE.authorize("client_id", input);
        }
    },
    CLIENT_DOCUMENT {
        @Override
        void read(String input) {
            FuzzedServer.ONE.authorizeByDocument(input);
        }
    },
    SCOPE {
        @Override
        void read(String input) {
            Scopes scopes = Scopes.parse(input);
            assertThat(Scopes.parse(scopes.toString())).isEqualTo(scopes);
            FuzzedServer.ONE.authorize("scope", input);
        }
    },
    CLIENT_CREDENTIALS {
        @Override
        void read(String input) {
            FuzzedServer.ONE.post(
                    "/token",
                    "grant_type=client_credentials",
                    "Content-Type",
                    "application/x-www-form-urlencoded",
                    "Authorization",
                    input);
        }
    },
    CLIENT_ASSERTION {
        @Override
        void read(String input) {
            FuzzedServer.ONE.assertion(input);
        }
    },
    SIGNED_ASSERTION {
        @Override
        void read(String input) {
            FuzzedServer.ONE.signedAssertion(input);
        }
    },
    DPOP_PROOF {
        @Override
        void read(String input) {
            FuzzedServer.ONE.proof(input);
        }
    },
    ACCESS_TOKEN {
        @Override
        void read(String input) {
            UnverifiedJwt.read(input);
            FuzzedServer.ONE.get("/userinfo", "", "Authorization", "Bearer " + input);
        }
    },
    CLIENT_METADATA {
        @Override
        void read(String input) {
            FuzzedServer.ONE.post("/register", input, "Content-Type", "application/json");
        }
    },
    SOFTWARE_STATEMENT {
        @Override
        void read(String input) {
            FuzzedServer.ONE.statement(input);
        }
    },
    JWK_SET {
        @Override
        void read(String input) {
            try {
                KeySet.parse(input);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContaining("Exception");
            }
        }
    },
    CONFIGURATION {
        @Override
        void read(String input) {
            try {
                ConfigurationFiles.load(
                        List.of(), List.of(new ConfigText("fuzz.yaml", input)), Map.of());
            } catch (ConfigRejected e) {
                assertThat(e.report()).isNotEmpty();
            }
        }
    },
    OPENAPI_DOCUMENT {
        @Override
        void read(String input) {
            ImportedApi imported =
                    ImportedApi.of(
                            "fuzz.yaml",
                            input,
                            Optional.of("fuzzed"),
                            Optional.of(URI.create("http://127.0.0.1:1")));
            if (imported.mistakes().isEmpty()) {
                String file = ConfigYaml.write(imported.file());
                ConfigurationFiles.load(
                        List.of(), List.of(new ConfigText("made.yaml", file)), Map.of());
            }
        }
    },
    KONG_FILE {
        @Override
        void read(String input) {
            FuzzedServer.ONE.kong(input);
        }
    };

    /// @throws RuntimeException or an error, where that is a finding
    abstract void read(String input);
}
