package io.grantway.authserver.registration;

import static io.grantway.authserver.registration.RegistrationRefusal.metadata;

import io.grantway.http.OutgoingRule;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.oauth.GrantType;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How a client wants its requests, its tokens and its logouts to be (RFC 9126 §6, RFC 9101 §10.5,
/// RFC 9449 §5.2, RFC 8705 §3.4, RFC 9396 §10, OpenID Connect's specifications of registration and
/// logout).
///
/// @param detailTypes of authorization details; empty where it says nothing of them
record Preferences(
        boolean pushedRequests,
        boolean signedRequests,
        Optional<SigningAlgorithm> requestAlgorithm,
        boolean dpop,
        boolean certificate,
        Optional<List<String>> detailTypes,
        List<String> postLogoutUris,
        Optional<URI> logoutUri,
        boolean logoutSession,
        Optional<Duration> maxAge,
        List<String> levels) {
    /// The members that are true or false, and what our configuration calls them.
    private static final Map<String, String> FLAGS =
            Map.of(
                    "require_pushed_authorization_requests", "requirePushedRequests",
                    "require_signed_request_object", "requireSignedRequestObject",
                    "dpop_bound_access_tokens", "dpopBoundAccessTokens",
                    "tls_client_certificate_bound_access_tokens", "certificateBoundAccessTokens",
                    "backchannel_logout_session_required", "backchannelLogoutSessionRequired");

    private static final String MACHINE = GrantType.CLIENT_CREDENTIALS.wireName();

    Preferences {
        postLogoutUris = List.copyOf(postLogoutUris);
        levels = List.copyOf(levels);
    }

    /// @param grants that the client gets
    /// @param keys whether it has told keys of its own
    /// @throws RegistrationRefusal naming the member that is wrong
    static Preferences of(Members members, Offer offer, Collection<String> grants, boolean keys) {
        boolean signed = members.flag("require_signed_request_object");
        if (signed && !keys) {
            throw metadata("require_signed_request_object", "needs jwks or jwks_uri");
        }
        boolean dpop = members.flag("dpop_bound_access_tokens");
        boolean certificate = members.flag("tls_client_certificate_bound_access_tokens");
        if (dpop && certificate) {
            throw metadata(
                    "tls_client_certificate_bound_access_tokens",
                    "and dpop_bound_access_tokens exclude each other: a token is bound to one key");
        }
        return new Preferences(
                members.flag("require_pushed_authorization_requests"),
                signed,
                members.text("request_object_signing_alg").map(name -> algorithm(name, offer)),
                dpop,
                certificate,
                detailTypes(members, offer, grants),
                new RedirectUris("post_logout_redirect_uris", members.text("application_type"))
                        .checked(members.texts("post_logout_redirect_uris").orElse(List.of())),
                logoutUri(members),
                members.flag("backchannel_logout_session_required"),
                members.seconds("default_max_age"),
                members.texts("default_acr_values").orElse(List.of()));
    }

    /// Never `none`: whoever asks for that would have its requests changed on the way.
    private static SigningAlgorithm algorithm(String name, Offer offer) {
        return SigningAlgorithm.of(name)
                .filter(offer.profile().algorithms()::contains)
                .orElseThrow(() ->
                        metadata(
                                "request_object_signing_alg",
                                "must be one of "
                                        + offer.profile().algorithms().stream()
                                                .map(SigningAlgorithm::wireName)
                                                .sorted()
                                                .toList()));
    }

    /// A client that acts for itself would have what it names without anybody looking: that is for
    /// an administrator to allow.
    private static Optional<List<String>> detailTypes(
            Members members, Offer offer, Collection<String> grants) {
        Optional<List<String>> asked = members.texts("authorization_details_types");
        asked.filter(types -> !offer.detailTypes().containsAll(types))
                .ifPresent(_ -> {
                    throw metadata(
                            "authorization_details_types",
                            "must be some of " + offer.detailTypes());
                });
        if (grants.contains(MACHINE) && asked.filter(types -> !types.isEmpty()).isPresent()) {
            throw metadata(
                    "authorization_details_types",
                    "of a client with client_credentials are for an administrator to add");
        }
        return asked;
    }

    private static Optional<URI> logoutUri(Members members) {
        Optional<URI> uri = members.address("backchannel_logout_uri");
        uri.flatMap(OutgoingRule.PUBLIC_ONLY::refusal)
                .ifPresent(why -> {
                    throw metadata("backchannel_logout_uri", why);
                });
        if (uri.filter(each -> each.getRawFragment() != null).isPresent()) {
            throw metadata("backchannel_logout_uri", "must have no fragment");
        }
        return uri;
    }

    /// Writes them into the metadata of an application; leaves what the client cannot ask for.
    void write(ObjectNode metadata) {
        metadata.put("requirePushedRequests", pushedRequests);
        metadata.put("requireSignedRequestObject", signedRequests);
        metadata.put("dpopBoundAccessTokens", dpop);
        metadata.put("certificateBoundAccessTokens", certificate);
        metadata.put("backchannelLogoutSessionRequired", logoutSession);
        put(metadata, "requestObjectAlgorithm", requestAlgorithm.map(SigningAlgorithm::wireName));
        put(metadata, "backchannelLogoutUri", logoutUri.map(URI::toString));
        put(metadata, "defaultMaxAge", maxAge.map(age -> age.toSeconds() + "s"));
        list(metadata, "postLogoutRedirectUris", postLogoutUris);
        list(metadata, "defaultAcrValues", levels);
        if (!names(metadata, "grantTypes").contains(MACHINE)) {
            list(metadata, "authorizationDetailsTypes", detailTypes.orElse(List.of()));
        }
    }

    /// What the client is told of them.
    static void read(JsonNode metadata, ObjectNode json) {
        FLAGS.forEach((member, key) -> {
            if (metadata.path(key).asBoolean(false)) {
                json.put(member, true);
            }
        });
        copy(metadata, "requestObjectAlgorithm", json, "request_object_signing_alg");
        copy(metadata, "backchannelLogoutUri", json, "backchannel_logout_uri");
        copyList(metadata, "postLogoutRedirectUris", json, "post_logout_redirect_uris");
        copyList(metadata, "defaultAcrValues", json, "default_acr_values");
        if (!names(metadata, "grantTypes").contains(MACHINE)) {
            copyList(metadata, "authorizationDetailsTypes", json, "authorization_details_types");
        }
        String age = metadata.path("defaultMaxAge").asString("");
        Optional.of(age)
                .filter(Predicate.not(String::isEmpty))
                .flatMap(Preferences::seconds)
                .ifPresent(seconds -> json.put("default_max_age", seconds));
    }

    /// As it was written here; an administrator may have put another unit in.
    private static Optional<Long> seconds(String text) {
        return text.matches("[0-9]{1,9}s")
                ? Optional.of(Long.parseLong(text.substring(0, text.length() - 1)))
                : Optional.empty();
    }

    private static List<String> names(JsonNode metadata, String key) {
        return metadata.path(key).valueStream().map(each -> each.asString("")).toList();
    }

    private static void put(ObjectNode metadata, String key, Optional<String> value) {
        metadata.remove(key);
        value.ifPresent(text -> metadata.put(key, text));
    }

    private static void list(ObjectNode metadata, String key, List<String> values) {
        var array = metadata.putArray(key);
        values.forEach(array::add);
    }

    private static void copy(JsonNode metadata, String key, ObjectNode json, String member) {
        if (metadata.path(key).isString()) {
            json.put(member, metadata.path(key).asString());
        }
    }

    private static void copyList(JsonNode metadata, String key, ObjectNode json, String member) {
        if (!metadata.path(key).isEmpty()) {
            json.set(member, metadata.path(key).deepCopy());
        }
    }
}
