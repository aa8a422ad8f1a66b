package io.grantway.gateway.policy;

import io.grantway.catalog.JwtCredential;
import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.Policy;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import io.grantway.gateway.policy.RequireJwtSettings.Claim;
import io.grantway.http.Json;
import io.grantway.http.QuotedString;
import io.grantway.http.Response;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The `requireJwt` policy: a call needs a token that a consumer signed itself, by the one
/// algorithm of its credential: neither `none` nor a public key used as a shared secret can pass.
/// RFC 7519, RFC 8725 §3.1.
public final class RequireJwt implements Policy {
    private final RequireJwtSettings settings;
    private final Admission admission;
    private final InstantSource clock;
    private final PresentedJwt presented;
    private final String challenge;

    private RequireJwt(RequireJwtSettings settings, Admission admission, InstantSource clock) {
        this.settings = settings;
        this.admission = admission;
        this.clock = clock;
        this.presented =
                new PresentedJwt(
                        settings.headerNames(), settings.uriParamNames(), settings.cookieNames());
        String realm = settings.realm();
        this.challenge = realm == null ? "Bearer" : "Bearer realm=" + QuotedString.of(realm);
    }

    public static RequireJwt of(
            RequireJwtSettings settings, PolicyKind.Site site, PolicyParts parts) {
        return new RequireJwt(
                settings,
                new Admission(site, settings.anonymous(), parts.catalog()),
                parts.shared().clock());
    }

    @Override
    public Decision decide(Call call) {
        if (!settings.runOnPreflight() && Admission.isPreflight(call)) {
            return Admission.preflight(call);
        }
        if (admission.isSettled(call)) {
            return Decision.PROCEED;
        }
        Set<String> tokens = presented.in(call.head());
        if (tokens.isEmpty()) {
            return admission.refuse(
                    call,
                    Admission.message(401, "Unauthorized").with("WWW-Authenticate", challenge),
                    "jwt_missing",
                    "no token where headerNames, uriParamNames and cookieNames say");
        }
        if (tokens.size() > 1) {
            return refuse(
                    call, "Multiple tokens provided", "jwt_repeated", "the call has two tokens");
        }
        return switch (SignedToken.read(tokens.iterator().next())) {
            case SignedToken.Reading.Malformed(var why) ->
                    refuse(call, "Bad token; " + why, "jwt_malformed", "the token has an " + why);
            case SignedToken.Reading.Read(var token) -> findKey(call, token);
        };
    }

    private Decision findKey(Call call, SignedToken token) {
        String name = settings.keyClaimName();
        JsonNode key = token.claims().path(name);
        if (key.isMissingNode() || key.isNull()) {
            key = token.header().path(name);
        }
        if (key.isMissingNode() || key.isNull()) {
            return refuse(
                    call,
                    "No mandatory '" + name + "' in claims",
                    "jwt_key_missing",
                    "the token has no " + name + ", which keyClaimName asks for");
        }
        if (!key.isString() || key.asString().isEmpty()) {
            return refuse(
                    call,
                    "Invalid '" + name + "' in claims",
                    "jwt_key_invalid",
                    "the token's " + name + " is no text, or empty");
        }
        Optional<JwtCredential> credential =
                admission.catalog().jwt(admission.workspace(), key.asString());
        return credential.isPresent()
                ? checkSignature(call, token, credential.get())
                : refuse(
                        call,
                        "No credentials found for given '" + name + "'",
                        "jwt_key_unknown",
                        "the token's " + name + " is no consumer's key in this workspace");
    }

    private Decision checkSignature(Call call, SignedToken token, JwtCredential credential) {
        if (!token.algorithm().equals(credential.algorithm().toString())) {
            return refuse(
                    call,
                    "Invalid algorithm",
                    "jwt_algorithm",
                    "the token is signed by "
                            + token.algorithm()
                            + ", and the key "
                            + credential.key()
                            + " is for "
                            + credential.algorithm());
        }
        if (!credential.usable(settings.secretIsBase64())) {
            return refuse(
                    call,
                    "Invalid key/secret",
                    "jwt_key_unusable",
                    "the secret of the key " + credential.key() + " is no base64");
        }
        if (!credential.signed(settings.secretIsBase64(), token.signed(), token.signature())) {
            return refuse(
                    call,
                    "Invalid signature",
                    "jwt_signature",
                    "the signature was not made with the key " + credential.key());
        }
        ObjectNode wrong = wrongClaims(token.claims());
        if (!wrong.isEmpty()) {
            return admission.refuse(
                    call,
                    Response.json(401, Json.write(wrong))
                            .with("WWW-Authenticate", challenge + " error=\"invalid_token\""),
                    "jwt_claims",
                    "the token's claims: " + wrong);
        }
        return admission.admit(call, credential.consumer(), credential.id(), credential.key());
    }

    /// What is wrong with the times, by claim; in Kong's words.
    private ObjectNode wrongClaims(JsonNode claims) {
        ObjectNode wrong = Json.object();
        double now = clock.instant().getEpochSecond();
        for (Claim claim : Claim.values()) {
            String name = claim.name().toLowerCase(Locale.ROOT);
            JsonNode value = claims.path(name);
            if (value.isMissingNode() && !settings.claimsToVerify().contains(claim)) {
                continue;
            }
            if (!value.isNumber()) {
                wrong.put(name, "must be a number");
            } else if (claim == Claim.EXP && value.asDouble() <= now) {
                wrong.put(name, "token expired");
            } else if (claim == Claim.NBF && value.asDouble() > now) {
                wrong.put(name, "token not valid yet");
            }
        }
        long most = settings.maximumExpiration();
        if (wrong.isEmpty() && most > 0 && claims.path("exp").asDouble() - now > most) {
            wrong.put("exp", "exceeds maximum allowed expiration");
        }
        return wrong;
    }

    private Decision refuse(Call call, String message, String reason, String explanation) {
        return admission.refuse(
                call,
                Admission.message(401, message)
                        .with("WWW-Authenticate", challenge + " error=\"invalid_token\""),
                reason,
                explanation);
    }
}
