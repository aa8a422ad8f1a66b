package io.grantway.outbound;

import io.grantway.config.Secret;
import io.grantway.http.Headers;
import io.grantway.outbound.SecurityDefinitionConfig.ApiKey;
import io.grantway.outbound.SecurityDefinitionConfig.Basic;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;

/// The same proof for every call.
record FixedSecurity(Consumer<Prepared> putting) implements Security, Security.Proof {
    /// Nothing, or what the connection itself shows.
    static final FixedSecurity NOTHING = new FixedSecurity(_ -> {});

    /// RFC 7617 §2
    static FixedSecurity of(Basic basic) {
        Secret credentials =
                basic.password()
                        .expose(password ->
                                Secret.of(
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(
                                                                (basic.username() + ":" + password)
                                                                        .getBytes(
                                                                                StandardCharsets
                                                                                        .UTF_8))));
        return new FixedSecurity(request -> put(request, "Authorization", credentials));
    }

    static FixedSecurity of(ApiKey key) {
        Secret value = key.value().expose(text -> Secret.of(key.prefix() + text));
        return new FixedSecurity(
                switch (key.in()) {
                    case HEADER -> request -> put(request, key.name(), value);
                    case QUERY ->
                            request ->
                                    value.expose(text -> {
                                        request.parameter(key.name(), text);
                                        return text;
                                    });
                    case COOKIE ->
                            request ->
                                    value.expose(text -> {
                                        request.cookie(key.name(), text);
                                        return text;
                                    });
                });
    }

    /// RFC 6750 §2.1
    static FixedSecurity bearer(Secret token) {
        Secret value = token.expose(text -> Secret.of("Bearer " + text));
        return new FixedSecurity(request -> put(request, "Authorization", value));
    }

    private static void put(Prepared request, String field, Secret value) {
        value.expose(text -> {
            request.set(field, text);
            return text;
        });
    }

    @Override
    public Proof proof(Optional<Secret> onBehalfOf) {
        return this;
    }

    @Override
    public Optional<Proof> another(Proof refused, Optional<Secret> onBehalfOf) {
        return Optional.empty();
    }

    @Override
    public Optional<Proof> ready(Optional<Secret> onBehalfOf) {
        return Optional.of(this);
    }

    @Override
    public boolean refuses(Received answer) {
        return false;
    }

    @Override
    public boolean refuses(int status, Headers headers) {
        return false;
    }

    @Override
    public void put(Prepared request) {
        putting.accept(request);
    }

    @Override
    public String digits() {
        return "";
    }
}
