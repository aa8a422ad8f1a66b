package io.grantway.gateway.policy;

import io.grantway.catalog.Client;
import io.grantway.catalog.Consumer;
import io.grantway.gateway.Call;
import io.grantway.http.HeaderEdits;
import io.grantway.http.Headers;
import io.grantway.oauth.AccessToken;
import io.grantway.token.ValidToken;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The fields that tell the upstream who calls. Each is set or removed on every call that goes on:
/// a client's own must never get through, or anybody could pose as anybody.
final class Identity {
    private static final String CONSUMER_ID = "X-Consumer-ID";
    private static final String CONSUMER_CUSTOM_ID = "X-Consumer-Custom-ID";
    private static final String CONSUMER_USERNAME = "X-Consumer-Username";
    private static final String CREDENTIAL = "X-Credential-Identifier";
    private static final String SCOPE = "X-Authenticated-Scope";
    private static final String USER = "X-Authenticated-UserId";
    private static final String ANONYMOUS = "X-Anonymous-Consumer";
    private static final String APPLICATION = "X-Application-Name";
    private static final String SERVER = "X-Authorization-Server";
    static final String GROUPS = "X-Consumer-Groups";

    private static final Set<String> FIELDS =
            Stream.of(
                            CONSUMER_ID,
                            CONSUMER_CUSTOM_ID,
                            CONSUMER_USERNAME,
                            CREDENTIAL,
                            SCOPE,
                            USER,
                            ANONYMOUS,
                            APPLICATION,
                            SERVER,
                            GROUPS)
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());

    private Identity() {}

    /// Removes the client's fields that only this server may set and not every policy does: its
    /// groups, and those that differ from ours by underscores only. An upstream behind CGI or WSGI
    /// reads `X_Consumer_Username` as `X-Consumer-Username`.
    static void withoutForged(Headers headers, HeaderEdits edits) {
        headers.forEach((name, _) -> {
            if (name.indexOf('_') >= 0
                    && FIELDS.contains(name.replace('_', '-').toLowerCase(Locale.ROOT))) {
                edits.remove(name);
            } else if (name.equalsIgnoreCase(GROUPS)
                    || name.equalsIgnoreCase(APPLICATION)
                    || name.equalsIgnoreCase(SERVER)) {
                edits.remove(name);
            }
        });
    }

    /// A consumer known by a credential that is no token.
    static void of(Call call, Consumer consumer, String credential) {
        HeaderEdits edits = call.upstreamHeaders();
        consumer(edits, consumer);
        edits.set(CREDENTIAL, text(credential));
        if (call.token().isEmpty()) {
            saidByAnother(edits);
        }
        edits.remove(ANONYMOUS);
    }

    /// Nobody was asked who calls.
    static void nobody(HeaderEdits edits) {
        noConsumer(edits);
        edits.remove(CREDENTIAL);
        saidByAnother(edits);
        edits.remove(ANONYMOUS);
    }

    static void of(HeaderEdits edits, AccessToken token, Client client) {
        consumer(edits, client.consumer());
        edits.set(CREDENTIAL, text(client.clientId()));
        set(
                edits,
                SCOPE,
                token.scopes().isEmpty()
                        ? Optional.empty()
                        : Optional.of(token.scopes().toString()));
        set(edits, USER, token.subject());
        edits.remove(ANONYMOUS);
    }

    /// Whoever has an access token of any server.
    ///
    /// @param claims fields, and the claims that they carry
    static void of(Call call, ValidToken token, Map<String, String> claims) {
        HeaderEdits edits = call.upstreamHeaders();
        call.consumer()
                .ifPresentOrElse(consumer -> consumer(edits, consumer), () -> noConsumer(edits));
        String application = call.record().application();
        set(edits, APPLICATION, Optional.ofNullable(application).filter(it -> !it.isEmpty()));
        edits.set(SERVER, text(token.server()));
        set(edits, CREDENTIAL, Optional.of(token.clientId()).filter(it -> !it.isEmpty()));
        set(
                edits,
                SCOPE,
                token.scopes().isEmpty()
                        ? Optional.empty()
                        : Optional.of(token.scopes().toString()));
        set(edits, USER, token.subject());
        edits.remove(ANONYMOUS);
        claims.forEach((field, claim) -> set(edits, field, token.claim(claim)));
    }

    private static void noConsumer(HeaderEdits edits) {
        edits.remove(CONSUMER_ID);
        edits.remove(CONSUMER_CUSTOM_ID);
        edits.remove(CONSUMER_USERNAME);
    }

    static void anonymous(HeaderEdits edits, Consumer consumer) {
        consumer(edits, consumer);
        edits.remove(CREDENTIAL);
        edits.remove(SCOPE);
        edits.remove(USER);
        edits.set(ANONYMOUS, "true");
    }

    /// Another policy has said already who calls: what only this one could say, nobody says.
    static void saidByAnother(HeaderEdits edits) {
        edits.remove(SCOPE);
        edits.remove(USER);
    }

    private static void consumer(HeaderEdits edits, Consumer consumer) {
        edits.set(CONSUMER_ID, consumer.id().toString());
        set(edits, CONSUMER_CUSTOM_ID, consumer.customId());
        edits.set(CONSUMER_USERNAME, text(consumer.username()));
    }

    private static void set(HeaderEdits edits, String name, Optional<String> value) {
        value.ifPresentOrElse(present -> edits.set(name, text(present)), () -> edits.remove(name));
    }

    /// A value as a field can carry it: UTF-8, one character a byte, since the wire has bytes and
    /// two different names must not both become question marks; and no control characters.
    static String text(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~') {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                return withoutControls(new String(bytes, StandardCharsets.ISO_8859_1));
            }
        }
        return value;
    }

    private static String withoutControls(String bytes) {
        StringBuilder kept = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c >= ' ' && c != 127) {
                kept.append(c);
            }
        }
        return kept.toString();
    }
}
