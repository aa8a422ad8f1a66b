package io.grantway.authserver;

import io.grantway.oauth.GrantType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an authorization request asks to be answered with (RFC 6749 §3.1.1, OAuth 2.0 Multiple
/// Response Type Encoding Practices §3 to §5).
public enum ResponseType {
    CODE("code"),
    TOKEN("token"),
    ID_TOKEN("id_token"),
    ID_TOKEN_TOKEN("id_token token"),
    CODE_ID_TOKEN("code id_token"),
    CODE_TOKEN("code token"),
    CODE_ID_TOKEN_TOKEN("code id_token token");

    private final String wireName;

    ResponseType(String wireName) {
        this.wireName = wireName;
    }

    /// The type of a name, whose parts may stand in any order.
    public static Optional<ResponseType> of(String name) {
        List<String> asked = parts(name);
        for (ResponseType type : values()) {
            List<String> own = parts(type.wireName);
            if (own.size() == asked.size() && asked.containsAll(own)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private static List<String> parts(String name) {
        return List.of(name.split(" ", -1));
    }

    /// Those that a server answers with.
    public static Set<ResponseType> offered(Terms terms) {
        Set<ResponseType> offered = EnumSet.allOf(ResponseType.class);
        offered.removeIf(type -> !type.isOffered(terms));
        return offered;
    }

    boolean isOffered(Terms terms) {
        boolean told = terms.place().issuer().isPresent() || this == CODE || this == TOKEN;
        return told && terms.grants().containsAll(switches());
    }

    /// The switches of the server that it needs: tokens in addresses are for those who say so.
    private Set<GrantType> switches() {
        if (this == CODE) {
            return Set.of(GrantType.AUTHORIZATION_CODE);
        }
        return givesCode()
                ? Set.of(GrantType.AUTHORIZATION_CODE, GrantType.HYBRID)
                : Set.of(GrantType.IMPLICIT);
    }

    /// What a client must be registered for (RFC 7591 §2.1).
    public Set<GrantType> grants() {
        if (this == CODE) {
            return Set.of(GrantType.AUTHORIZATION_CODE);
        }
        return givesCode()
                ? Set.of(GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT)
                : Set.of(GrantType.IMPLICIT);
    }

    public String wireName() {
        return wireName;
    }

    public boolean givesCode() {
        return parts(wireName).contains("code");
    }

    public boolean givesToken() {
        return parts(wireName).contains("token");
    }

    public boolean givesIdToken() {
        return parts(wireName).contains("id_token");
    }

    /// How it is answered where the request does not say.
    public ResponseMode usualMode() {
        return this == CODE ? ResponseMode.QUERY : ResponseMode.FRAGMENT;
    }
}
