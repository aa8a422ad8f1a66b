package io.grantway.authserver.registration;

import io.grantway.http.Json;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.http.Problem;
import java.net.URI;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The list of redirect URIs that clients of one owner have together, published at
/// `sector_identifier_uri` (OpenID Connect Dynamic Client Registration §5): a client that names one
/// must be in it.
record SectorDocument(Outgoing outgoing) {
    private static final String MEMBER = "sector_identifier_uri";

    /// @throws RegistrationRefusal where the document does not name each of the redirect URIs
    void check(ObjectNode told, List<String> redirectUris) {
        String address = told.path(MEMBER).asString("");
        if (address.isEmpty()) {
            return;
        }
        if (!address.startsWith("https://")) {
            throw RegistrationRefusal.metadata(MEMBER, "must begin with https://");
        }
        List<String> listed = listed(URI.create(address));
        redirectUris.stream()
                .filter(uri -> !listed.contains(uri))
                .findFirst()
                .ifPresent(uri -> {
                    throw RegistrationRefusal.metadata(MEMBER, "does not list \"" + uri + "\"");
                });
    }

    private List<String> listed(URI uri) {
        try {
            OutgoingAnswer answer = outgoing.fetch(OutgoingRequest.get(uri, Trust.FOREIGN));
            if (!answer.isOk()) {
                throw RegistrationRefusal.metadata(MEMBER, "answers status " + answer.status());
            }
            JsonNode json = Json.parse(answer.body().text());
            if (json.isArray() && json.valueStream().allMatch(JsonNode::isString)) {
                return json.valueStream().map(JsonNode::asString).toList();
            }
        } catch (OutgoingFailure failure) {
            // Not the reason: it would tell what this server can reach.
            throw RegistrationRefusal.metadata(MEMBER, "cannot be fetched");
        } catch (Problem _) {
            // Said below.
        }
        throw RegistrationRefusal.metadata(MEMBER, "is not a JSON list of texts");
    }
}
