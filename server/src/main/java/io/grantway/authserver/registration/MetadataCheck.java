package io.grantway.authserver.registration;

import static io.grantway.authserver.registration.RegistrationRefusal.metadata;

import io.grantway.authserver.RedirectUri;
import io.grantway.authserver.ResponseType;
import io.grantway.catalog.ClientKeys;
import io.grantway.http.Json;
import io.grantway.http.OutgoingRule;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Looks at what a client says of itself (RFC 7591 §2, OpenID Connect Dynamic Client Registration
/// §2). What nobody here knows is left out, and so not given back.
final class MetadataCheck {
    private static final String CODE = GrantType.AUTHORIZATION_CODE.wireName();
    private static final String REFRESH = GrantType.REFRESH_TOKEN.wireName();
    private static final String MACHINE = GrantType.CLIENT_CREDENTIALS.wireName();

    /// RFC 8705 §2.1.2, and what our configuration calls them.
    static final Map<String, String> CERTIFICATE =
            Map.of(
                    "tls_client_auth_subject_dn", "subject",
                    "tls_client_auth_san_dns", "dns",
                    "tls_client_auth_san_uri", "uri",
                    "tls_client_auth_san_ip", "ip",
                    "tls_client_auth_san_email", "email");

    /// Protections that a client believes to have once they are registered; leaving them out
    /// without a word would be a lie.
    private static final List<String> PROTECTIONS =
            List.of(
                    "id_token_encrypted_response_alg",
                    "userinfo_encrypted_response_alg",
                    "userinfo_signed_response_alg",
                    "request_object_encryption_alg");

    private final Members members;
    private final Offer offer;
    private final ObjectNode told = Json.object();

    private MetadataCheck(ObjectNode json, Offer offer) {
        this.members = new Members(json);
        this.offer = offer;
    }

    /// @throws RegistrationRefusal naming the member that is wrong
    static ClientDetails of(ObjectNode json, Offer offer) {
        return new MetadataCheck(json, offer).details();
    }

    private ClientDetails details() {
        List<String> grants = grants();
        TokenEndpointAuthMethod method = method();
        if (method == TokenEndpointAuthMethod.NONE && grants.contains(MACHINE)) {
            // RFC 6749 §4.4: whoever knows the name of the client would have its tokens.
            throw metadata("grant_types", "cannot have client_credentials for a public client");
        }
        Optional<String> type = members.text("application_type");
        type.ifPresent(text -> require("application_type", text, Set.of("web", "native")));
        List<String> responses = responses(grants);
        RedirectUris uris = new RedirectUris("redirect_uris", type);
        List<String> redirects = uris.checked(members.texts("redirect_uris").orElse(List.of()));
        if (offer.profile().namedRedirects()
                && redirects.stream().anyMatch(RedirectUri::isReadable)) {
            throw uris.refusal("must not be plain http at a server of this profile");
        }
        if (redirects.isEmpty() && !responses.isEmpty()) {
            throw uris.refusal("are needed, since users come back there");
        }
        Optional<ObjectNode> jwks = jwks();
        Optional<URI> jwksUri = jwksUri(jwks);
        if (method.needsKeys() && jwks.isEmpty() && jwksUri.isEmpty()) {
            throw metadata("jwks_uri", "or jwks is needed for " + method.wireName());
        }
        Map<String, String> certificate = certificate(method);
        refuseProtections();
        tell();
        return new ClientDetails(
                redirects,
                method,
                grants,
                responses,
                scopes(),
                jwks,
                jwksUri,
                certificate,
                Preferences.of(members, offer, grants, jwks.isPresent() || jwksUri.isPresent()),
                told);
    }

    private static void require(String name, String value, Set<String> known) {
        if (!known.contains(value)) {
            throw metadata(name, "must be one of " + known.stream().sorted().toList());
        }
    }

    /// A client that can refresh, at a server that does not, is no worse off without.
    private List<String> grants() {
        List<String> asked = members.texts("grant_types").orElse(List.of(CODE));
        List<String> given = new ArrayList<>(asked);
        if (!offer.grants().contains(REFRESH)) {
            given.remove(REFRESH);
        }
        given.forEach(grant -> require("grant_types", grant, offer.grants()));
        return given;
    }

    /// RFC 7591 §2.1: each grant that begins with a redirect has a response type, and each response
    /// type its grants.
    private List<String> responses(List<String> grants) {
        List<String> names =
                members.texts("response_types")
                        .orElse(grants.contains(CODE) ? List.of("code") : List.of());
        List<ResponseType> asked = names.stream().map(this::responseType).toList();
        Set<String> needed =
                asked.stream()
                        .flatMap(type -> type.grants().stream())
                        .map(GrantType::wireName)
                        .collect(Collectors.toSet());
        for (String grant : List.of(CODE, GrantType.IMPLICIT.wireName())) {
            if (needed.contains(grant) != grants.contains(grant)) {
                throw metadata(
                        "response_types", "and grant_types do not go together: see " + grant);
            }
        }
        return asked.stream().map(ResponseType::wireName).toList();
    }

    private ResponseType responseType(String name) {
        return ResponseType.of(name)
                .filter(offer.responseTypes()::contains)
                .orElseThrow(() ->
                        metadata(
                                "response_types",
                                "must be some of "
                                        + offer.responseTypes().stream()
                                                .map(ResponseType::wireName)
                                                .toList()));
    }

    private TokenEndpointAuthMethod method() {
        String asked =
                members.text("token_endpoint_auth_method")
                        .orElse(TokenEndpointAuthMethod.CLIENT_SECRET_BASIC.wireName());
        return TokenEndpointAuthMethod.of(asked)
                .filter(offer.methods()::contains)
                .orElseThrow(() ->
                        metadata(
                                "token_endpoint_auth_method",
                                "must be one of "
                                        + offer.methods().stream()
                                                .map(TokenEndpointAuthMethod::wireName)
                                                .sorted()
                                                .toList()));
    }

    private List<String> scopes() {
        List<String> asked =
                members.text("scope")
                        .map(text -> List.of(text.strip().split(" +", -1)))
                        .orElse(offer.scopes());
        asked.forEach(scope -> require("scope", scope, Set.copyOf(offer.scopes())));
        return asked.stream().distinct().toList();
    }

    private Optional<ObjectNode> jwks() {
        Optional<ObjectNode> jwks = members.object("jwks");
        jwks.ifPresent(keys -> {
            try {
                if (ClientKeys.of(keys).signing().isEmpty()) {
                    throw metadata("jwks", "has no key that can verify a signature here");
                }
            } catch (IllegalArgumentException e) {
                throw metadata("jwks", "cannot be: " + e.getMessage());
            }
        });
        return jwks;
    }

    private Optional<URI> jwksUri(Optional<ObjectNode> jwks) {
        Optional<URI> uri = members.address("jwks_uri");
        if (uri.isPresent() && jwks.isPresent()) {
            throw metadata("jwks_uri", "and jwks cannot both be there");
        }
        uri.flatMap(OutgoingRule.PUBLIC_ONLY::refusal)
                .ifPresent(why -> {
                    throw metadata("jwks_uri", why);
                });
        return uri;
    }

    private Map<String, String> certificate(TokenEndpointAuthMethod method) {
        Map<String, String> names = new LinkedHashMap<>();
        CERTIFICATE.forEach(
                (member, key) -> members.text(member).ifPresent(value -> names.put(key, value)));
        boolean needed = method == TokenEndpointAuthMethod.TLS_CLIENT_AUTH;
        if (needed != (names.size() == 1) || names.size() > 1) {
            throw metadata(
                    "tls_client_auth_subject_dn",
                    "or one of tls_client_auth_san_dns, _uri, _ip and _email belongs to"
                            + " token_endpoint_auth_method tls_client_auth, just one of them");
        }
        return names;
    }

    private void refuseProtections() {
        for (String name : PROTECTIONS) {
            if (members.text(name).isPresent()) {
                throw metadata(name, "is not offered here");
            }
        }
        members.text("subject_type")
                .ifPresent(type -> require("subject_type", type, Set.of("public")));
        members.text("id_token_signed_response_alg")
                .ifPresent(alg ->
                        require("id_token_signed_response_alg", alg, Set.of(offer.signing())));
    }

    /// What is given back as it came, languages (`client_name#de`) included.
    private void tell() {
        for (String name : List.of("client_name", "software_id", "software_version")) {
            inEachLanguage(name).forEach(each -> tellText(each, members.text(each)));
        }
        for (String name : List.of("client_uri", "logo_uri", "tos_uri", "policy_uri")) {
            inEachLanguage(name)
                    .forEach(each -> tellText(each, members.address(each).map(URI::toString)));
        }
        for (String name :
                List.of("application_type", "subject_type", "id_token_signed_response_alg")) {
            tellText(name, members.text(name));
        }
        tellText(
                "sector_identifier_uri",
                members.address("sector_identifier_uri").map(URI::toString));
        members.texts("contacts")
                .ifPresent(contacts -> {
                    var list = told.putArray("contacts");
                    contacts.forEach(list::add);
                });
    }

    private List<String> inEachLanguage(String name) {
        return members.json().propertyNames().stream()
                .filter(member -> member.equals(name) || member.startsWith(name + "#"))
                .limit(20)
                .toList();
    }

    private void tellText(String name, Optional<String> value) {
        value.ifPresent(text -> told.put(name, text));
    }
}
