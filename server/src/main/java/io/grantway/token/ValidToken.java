package io.grantway.token;

import io.grantway.oauth.Confirmation;
import io.grantway.oauth.Scopes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An access token that was found good, whichever server issued it and however it was judged.
///
/// @param server the name of the authorization server here
/// @param client the client it was issued to, where that is one of our own servers'
/// @param clientId the same, as the server calls it; empty where the token does not say
/// @param subject the end user; empty for a client that acts for itself
/// @param scopes by our names
/// @param audience empty where it does not say
/// @param expiresAt [Instant#MAX] where it does not say
/// @param confirmation the key that whoever uses it must hold
/// @param claims everything it says; never changed
public record ValidToken(
        String server,
        Optional<UUID> client,
        String clientId,
        Optional<String> subject,
        Scopes scopes,
        List<String> audience,
        Instant expiresAt,
        Optional<Confirmation> confirmation,
        ObjectNode claims) {
    public ValidToken {
        audience = List.copyOf(audience);
    }

    /// A claim as a header field can carry it: a text or number as it is, a list with commas,
    /// anything else as JSON.
    ///
    /// @param path the claim's name, or the path to it with dots
    public Optional<String> claim(String path) {
        JsonNode value = ClaimNames.at(claims, path);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value.isArray() && value.valueStream().allMatch(JsonNode::isValueNode)) {
            return Optional.of(
                    value.valueStream()
                            .map(each -> each.asString(""))
                            .collect(Collectors.joining(",")));
        }
        return Optional.of(value.isValueNode() ? value.asString("") : value.toString());
    }

    /// Without the claims, which may tell of a person.
    @Override
    public String toString() {
        return "ValidToken[" + server + ", " + clientId + "]";
    }
}
