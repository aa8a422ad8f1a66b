package io.grantway.authserver.endpoint;

import io.grantway.authserver.DpopProofs;
import io.grantway.authserver.EndUser;
import io.grantway.authserver.Issuer;
import io.grantway.authserver.ProfileRules;
import io.grantway.authserver.ResponseMode;
import io.grantway.authserver.ResponseType;
import io.grantway.authserver.Terms;
import io.grantway.authserver.clientauth.ClientAuthRules;
import io.grantway.http.Json;
import io.grantway.jose.MacAlgorithm;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// What a server tells of itself (RFC 8414 §2, OpenID Connect Discovery §3): made from what is
/// switched on.
final class Metadata {
    private final Terms terms;
    private final Issuer issuer;
    private final ClientAuthRules rules;
    private final ProfileRules profile;

    Metadata(Terms terms, Issuer issuer, ClientAuthRules rules) {
        this.terms = terms;
        this.issuer = issuer;
        this.rules = rules;
        this.profile = ProfileRules.of(terms.profile());
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("issuer", issuer.uri().toString());
        Set<ResponseType> types = ResponseType.offered(terms);
        if (!types.isEmpty()) {
            json.put("authorization_endpoint", at("authorize"));
        }
        json.put("token_endpoint", at("token"));
        if (!types.isEmpty()) {
            json.put("pushed_authorization_request_endpoint", at("par"));
            json.put("require_pushed_authorization_requests", profile.pushedRequests());
        }
        if (!types.isEmpty()) {
            json.put("end_session_endpoint", at("end_session"));
            json.put("backchannel_logout_supported", true);
            json.put("backchannel_logout_session_supported", true);
        }
        if (terms.grants().contains(GrantType.DEVICE_CODE)) {
            json.put("device_authorization_endpoint", at("device_authorization"));
        }
        json.put("jwks_uri", at("jwks"));
        json.put("introspection_endpoint", at("introspect"));
        json.put("revocation_endpoint", at("revoke"));
        json.put("userinfo_endpoint", at("userinfo"));
        if (issuer.config().registration().on()) {
            json.put("registration_endpoint", at("register"));
        }
        if (issuer.config().registration().clientIdMetadataDocuments().on()) {
            json.put("client_id_metadata_document_supported", true);
        }
        list(json, "scopes_supported", terms.scopes().offered().tokens());
        if (!terms.details().types().isEmpty()) {
            list(json, "authorization_details_types_supported", terms.details().types());
        }
        list(json, "response_types_supported", types.stream().map(ResponseType::wireName).toList());
        list(json, "response_modes_supported", types.isEmpty() ? List.of() : responseModes());
        list(
                json,
                "grant_types_supported",
                terms.grants().stream()
                        .filter(grant -> !grant.equals(GrantType.HYBRID))
                        .map(GrantType::wireName)
                        .sorted()
                        .toList());
        List<String> methods =
                rules.methods().stream().map(TokenEndpointAuthMethod::wireName).sorted().toList();
        for (String endpoint : List.of("token", "introspection", "revocation")) {
            list(json, endpoint + "_endpoint_auth_methods_supported", methods);
            list(json, endpoint + "_endpoint_auth_signing_alg_values_supported", assertions());
        }
        list(json, "code_challenge_methods_supported", List.of("S256"));
        list(json, "subject_types_supported", List.of("public"));
        list(json, "acr_values_supported", issuer.config().login().secondFactor().levels());
        list(
                json,
                "id_token_signing_alg_values_supported",
                List.of(issuer.config().idTokenAlgorithm().toString()));
        list(
                json,
                "authorization_signing_alg_values_supported",
                List.of(issuer.config().idTokenAlgorithm().toString()));
        list(
                json,
                "claims_supported",
                Stream.concat(
                                Stream.of(
                                        "sub",
                                        "iss",
                                        "aud",
                                        "exp",
                                        "iat",
                                        "auth_time",
                                        "acr",
                                        "amr",
                                        "sid",
                                        "nonce"),
                                EndUser.tellable(terms.scopes().offered()).stream())
                        .toList());
        json.put("claims_parameter_supported", true);
        list(
                json,
                "introspection_signing_alg_values_supported",
                List.of(issuer.config().idTokenAlgorithm().toString()));
        list(json, "dpop_signing_alg_values_supported", signing(DpopProofs.algorithms(profile)));
        json.put("tls_client_certificate_bound_access_tokens", true);
        json.put("authorization_response_iss_parameter_supported", true);
        json.put("request_parameter_supported", true);
        json.put("require_signed_request_object", false);
        list(json, "request_object_signing_alg_values_supported", signing(profile.algorithms()));
        json.put("request_uri_parameter_supported", false);
        return json;
    }

    /// RFC 8414 §2: by what assertions of clients may be signed.
    private List<String> assertions() {
        List<String> names = new ArrayList<>(signing(rules.algorithms()));
        if (rules.methods().contains(TokenEndpointAuthMethod.CLIENT_SECRET_JWT)) {
            names.add(MacAlgorithm.HS256.wireName());
        }
        return names;
    }

    private static List<String> signing(Collection<SigningAlgorithm> algorithms) {
        return algorithms.stream().sorted().map(SigningAlgorithm::wireName).toList();
    }

    private static List<String> responseModes() {
        return Stream.concat(
                        Arrays.stream(ResponseMode.values()).map(ResponseMode::wireName),
                        Stream.of("jwt"))
                .toList();
    }

    private String at(String endpoint) {
        return issuer.uri() + "/" + endpoint;
    }

    private static void list(ObjectNode json, String name, Collection<String> values) {
        var array = json.putArray(name);
        values.forEach(array::add);
    }
}
