package io.grantway.catalog;

import java.util.List;
import java.util.Locale;

/// What an [Entity] is, and which of its settings no other of its kind may have in the same
/// workspace.
public enum EntityKind {
    /// A workspace itself; its `workspace` is its own name.
    WORKSPACE("name"),
    /// An API and its upstream. Kong calls it a service.
    API("name"),
    /// Which requests are for an API.
    ROUTE("name"),
    /// A policy of its owners: a route, an API, a consumer, or, without any, of the whole
    /// workspace. Kong calls it a plugin. Its settings have one key, the policy's name.
    POLICY,
    /// A consumer.
    CONSUMER("username", "customId"),
    /// An application of a consumer, and its OAuth client. Kong calls one with a client id an
    /// `oauth2` credential.
    APPLICATION("clientId"),
    /// An application's client at one authorization server, where its client id is unique.
    CREDENTIAL,
    /// A client certificate of an application.
    CERTIFICATE,
    /// That an application may use an API.
    SUBSCRIPTION,
    /// How much of an API a subscribed application may use.
    PLAN("name"),
    /// How calls prove themselves; named by connections and channels.
    SECURITY_DEFINITION("name"),
    /// A connection to an API of somebody else.
    CONNECTION("name"),
    /// What calls a service.
    CHANNEL("name"),
    /// An API key of a consumer or of an application. Kong calls it a `key-auth` credential.
    KEY("key"),
    /// A user name and password of a consumer or of an application. Kong calls it a `basic-auth`
    /// credential.
    PASSWORD("username"),
    /// A key by which a consumer signs its own tokens. Kong calls it a `jwt` credential.
    JWT("key"),
    /// A group that a consumer belongs to. Kong calls it an `acl`.
    GROUP;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<String> unique;

    EntityKind(String... unique) {
        this.unique = List.of(unique);
    }

    /// Settings that are unique in the workspace.
    public List<String> unique() {
        return unique;
    }

    /// For people: `security definition`.
    public String words() {
        return toString().replace('_', ' ');
    }

    /// The kind of a name that [#toString] gave.
    public static EntityKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /// For texts: `api`, `consumer` …
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
