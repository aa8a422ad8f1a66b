package io.grantway.authserver;

import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Claims that a request asks for one by one (OpenID Connect Core §5.5). What may be told of a user
/// is for the scopes to say, which the user is asked about; this says what stands in the ID token
/// already, which needs no asking. Whoever asks at the userinfo endpoint gets it all.
///
/// @param inIdToken names of claims
/// @param subject who the user must be
/// @param contexts the levels of authentication that the client would like
/// @param essential it must be one of those levels (§5.5.1.1)
record RequestedClaims(
        List<String> inIdToken,
        Optional<String> subject,
        List<String> contexts,
        boolean essential) {
    private static final int LONGEST = 4096;
    private static final int MOST = 50;

    RequestedClaims {
        inIdToken = List.copyOf(inIdToken);
        contexts = List.copyOf(contexts);
    }

    /// @throws OAuthRefusal where the parameter is not what §5.5 has
    static RequestedClaims of(OAuthParameters parameters) {
        JsonNode all = parameters.text("claims").map(RequestedClaims::read).orElse(Json.object());
        member(all, "userinfo");
        JsonNode idToken = member(all, "id_token");
        return new RequestedClaims(
                idToken.propertyNames().stream().limit(MOST).toList(),
                texts(idToken.path("sub")).findFirst(),
                texts(idToken.path("acr")).toList(),
                idToken.path("acr").path("essential").asBoolean(false));
    }

    private static JsonNode read(String text) {
        if (text.length() > LONGEST) {
            throw unreadable("it is longer than " + LONGEST + " characters");
        }
        try {
            JsonNode json = Json.parse(text);
            if (json.isObject()) {
                return json;
            }
        } catch (Problem e) {
            throw unreadable(e.detail());
        }
        throw unreadable("it is no JSON object");
    }

    private static JsonNode member(JsonNode all, String name) {
        JsonNode member = all.path(name);
        if (member.isMissingNode() || member.isNull()) {
            return Json.object();
        }
        if (!(member instanceof ObjectNode claims)) {
            throw unreadable(name + " is no JSON object");
        }
        claims.properties()
                .forEach(claim -> {
                    if (!claim.getValue().isNull() && !claim.getValue().isObject()) {
                        throw unreadable(claim.getKey() + " is neither null nor a JSON object");
                    }
                });
        return claims;
    }

    /// The value or values that a claim is asked to have.
    private static Stream<String> texts(JsonNode wanted) {
        return Stream.concat(Stream.of(wanted.path("value")), wanted.path("values").valueStream())
                .filter(JsonNode::isString)
                .map(JsonNode::asString);
    }

    private static OAuthRefusal unreadable(String why) {
        return new OAuthRefusal(Refusal.CLAIMS_UNREADABLE).because("claims: " + why);
    }
}
