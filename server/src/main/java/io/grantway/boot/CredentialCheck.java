package io.grantway.boot;

import io.grantway.authserver.PasswordHash;
import io.grantway.catalog.ApplicationConfig;
import io.grantway.catalog.CertificateConfig;
import io.grantway.catalog.ConsumerConfig;
import io.grantway.catalog.GroupConfig;
import io.grantway.catalog.JwtConfig;
import io.grantway.catalog.KeyConfig;
import io.grantway.catalog.PasswordConfig;
import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.Place;
import io.grantway.oauth.TokenHash;
import java.util.HashMap;
import java.util.Map;

/// Checks by what the consumers of one workspace and their applications are known: each key, user
/// name and certificate is one's. Never tells a key.
final class CredentialCheck {
    private final WorkspaceConfig workspace;
    private final Loaded<Configuration> loaded;
    private final Mistakes mistakes;
    private final Map<TokenHash, Place> keys = new HashMap<>();
    private final Map<String, Place> passwords = new HashMap<>();
    private final Map<String, Place> jwts = new HashMap<>();
    private final Map<String, Place> certificates = new HashMap<>();

    CredentialCheck(WorkspaceConfig workspace, Loaded<Configuration> loaded, Mistakes mistakes) {
        this.workspace = workspace;
        this.loaded = loaded;
        this.mistakes = mistakes;
    }

    void run() {
        for (ConsumerConfig consumer : workspace.consumers()) {
            consumer.keys().forEach(this::checkKey);
            consumer.passwords().forEach(this::checkPassword);
            consumer.applications().forEach(this::checkApplication);
            for (JwtConfig jwt : consumer.jwtKeys()) {
                once(jwts, jwt.key(), loaded.at(jwt, "key"), "the JWT key \"" + jwt.key() + "\"");
            }
            Map<String, Place> groups = new HashMap<>();
            for (GroupConfig group : consumer.groups()) {
                once(
                        groups,
                        group.group(),
                        loaded.at(group, "group"),
                        "the group \"" + group.group() + "\"");
            }
        }
    }

    private void checkApplication(ApplicationConfig application) {
        application.keys().forEach(this::checkKey);
        application.passwords().forEach(this::checkPassword);
        for (CertificateConfig each : application.certificates()) {
            once(certificates, each.known(), loaded.at(each), "this certificate");
        }
    }

    private void checkKey(KeyConfig key) {
        once(keys, key.key().expose(TokenHash::of), loaded.at(key, "key"), "this API key");
    }

    private void checkPassword(PasswordConfig password) {
        once(
                passwords,
                password.username(),
                loaded.at(password, "username"),
                "the user name \"" + password.username() + "\"");
        boolean unreadable =
                password.password()
                        .expose(text -> PasswordHash.isHash(text) && !PasswordHash.readable(text));
        if (unreadable) {
            mistakes.add(
                    loaded.at(password, "password"),
                    "this hash cannot be read; $argon2id$ and $pbkdf2-sha512$ within bounds can");
        }
    }

    private <K> void once(Map<K, Place> seen, K name, Place place, String what) {
        Place first = seen.putIfAbsent(name, place);
        if (first != null) {
            mistakes.addDuplicate(place, first, what + " is there twice");
        }
    }
}
