package io.grantway.fakeprovider;

import io.grantway.config.Secret;
import io.grantway.fakeprovider.OAuth1Tokens.Token;
import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import io.grantway.http.Response;
import io.grantway.vault.OAuth1Claim;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The endpoints of OAuth 1.0a (RFC 5849 §2), and the check of signed calls (§3.2).
final class OAuth1 {
    static final String CONSUMER_KEY = "pixie-key";
    private static final Secret CONSUMER_SECRET = Secret.of("pixie-consumer-secret");
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Secret NONE = Secret.of("");

    private final Optional<String> publicKey;
    private final InstantSource clock;
    private final OAuth1Tokens tokens;
    private final Counters counters;

    /// @param publicKey of the one client, for RSA-SHA1, as PEM
    OAuth1(Optional<String> publicKey, InstantSource clock, Words words, Counters counters) {
        this.publicKey = publicKey;
        this.clock = clock;
        this.tokens = new OAuth1Tokens(clock, words);
        this.counters = counters;
    }

    OAuth1Tokens tokens() {
        return tokens;
    }

    /// Empty where the path is another's.
    Optional<Answer> answer(Call call) {
        return switch (call.path()) {
            case "/oauth1/request" -> Optional.of(request(call));
            case "/oauth1/authorize" -> Optional.of(authorize(call));
            case "/oauth1/access" -> Optional.of(access(call));
            case "/oauth1/revoke" -> Optional.of(revoke(call));
            default -> Optional.empty();
        };
    }

    private Answer request(Call call) {
        counters.oauth1("Requests");
        OAuth1Claim claim = checked(call, NONE);
        String callback =
                claim.parameter("oauth_callback")
                        .orElseThrow(() -> problem(400, "parameter_absent"));
        Token temporary = tokens.temporary(callback);
        return form(
                "oauth_token",
                temporary.token(),
                "oauth_token_secret",
                temporary.shared().expose(text -> text),
                "oauth_callback_confirmed",
                "true");
    }

    private Answer authorize(Call call) {
        boolean decided = call.method().equals("POST");
        Parameters asked = decided ? call.form() : call.query();
        String token = asked.first("oauth_token").orElse("");
        Optional<String> callback = tokens.callback(token);
        if (callback.isEmpty()) {
            return Answer.html(
                    400, Pages.message("This cannot go on", "The token is unknown or used."));
        }
        Optional<String> user = asked.first("auto").or(() -> asked.first("user"));
        if (!decided && asked.first("auto").isEmpty()) {
            return Answer.html(
                    200,
                    Pages.consent(
                            "/oauth1/authorize",
                            CONSUMER_KEY,
                            List.of(),
                            Parameters.of(Map.of("oauth_token", token))));
        }
        SequencedMap<String, String> answer = new LinkedHashMap<>();
        boolean denied =
                asked.first("decision").equals(Optional.of("deny"))
                        || user.filter(text -> !text.isBlank()).isEmpty();
        if (denied) {
            tokens.deny(token);
            answer.put("denied", token);
        } else {
            counters.authorization();
            answer.put("oauth_token", token);
            answer.put("oauth_verifier", tokens.approve(token, user.orElse("")));
        }
        return back(callback.get(), Parameters.of(answer));
    }

    private static Answer back(String callback, Parameters answer) {
        if (callback.equals("oob")) {
            return Answer.html(
                    200, Pages.message("Your code", answer.first("oauth_verifier").orElse("none")));
        }
        String joint = callback.contains("?") ? "&" : "?";
        return Answer.of(Response.redirect(303, callback + joint + answer.encoded()));
    }

    private Answer access(Call call) {
        counters.oauth1("Accesses");
        OAuth1Claim claim = claim(call);
        String token = claim.parameter("oauth_token").orElse("");
        Secret shared =
                tokens.temporarySecret(token).orElseThrow(() -> problem(401, "token_rejected"));
        check(claim, shared);
        Token given =
                tokens.access(token, claim.parameter("oauth_verifier").orElse(""))
                        .orElseThrow(() -> problem(401, "permission_denied"));
        return form(
                "oauth_token",
                given.token(),
                "oauth_token_secret",
                given.shared().expose(text -> text),
                "user_id",
                given.user());
    }

    private Answer revoke(Call call) {
        Token token = signer(call);
        tokens.end(token.token());
        counters.revocation();
        return Answer.of(Response.empty(200));
    }

    /// Whether a call to the API says that it is signed.
    static boolean isSigned(Call call) {
        return OAuth1Claim.of(call.signed(), call.header("authorization")).isPresent();
    }

    /// Whose token a call was signed with.
    Token signer(Call call) {
        OAuth1Claim claim = claim(call);
        Token token =
                tokens.live(claim.parameter("oauth_token").orElse(""))
                        .orElseThrow(() -> problem(401, "token_rejected"));
        check(claim, token.shared());
        return token;
    }

    private OAuth1Claim checked(Call call, Secret shared) {
        OAuth1Claim claim = claim(call);
        check(claim, shared);
        return claim;
    }

    private static OAuth1Claim claim(Call call) {
        try {
            return OAuth1Claim.of(call.signed(), call.header("authorization"))
                    .orElseThrow(() -> problem(400, "parameter_absent"));
        } catch (Problem _) {
            throw problem(400, "parameter_rejected");
        }
    }

    private void check(OAuth1Claim claim, Secret shared) {
        if (!claim.parameter("oauth_consumer_key").equals(Optional.of(CONSUMER_KEY))) {
            throw problem(401, "consumer_key_unknown");
        }
        if (!claim.parameter("oauth_version").orElse("1.0").equals("1.0")) {
            throw problem(400, "version_rejected");
        }
        // The signature before the nonce: one that is wrong must not use up a nonce of another.
        if (!claim.isSignedWith(CONSUMER_SECRET, shared, publicKey)) {
            throw problem(401, "signature_invalid");
        }
        if (claim.parameter("oauth_signature_method").equals(Optional.of("PLAINTEXT"))
                && claim.parameter("oauth_nonce").isEmpty()) {
            return; // RFC 5849 §3.1: it may leave out both.
        }
        fresh(claim);
    }

    /// RFC 5849 §3.3
    private void fresh(OAuth1Claim claim) {
        String timestamp = claim.parameter("oauth_timestamp").orElse("");
        String nonce = claim.parameter("oauth_nonce").orElse("");
        if (nonce.isEmpty() || !timestamp.matches("[0-9]{1,12}")) {
            throw problem(400, "parameter_absent");
        }
        long off = Long.parseLong(timestamp) - clock.instant().getEpochSecond();
        if (Math.abs(off) > SKEW.toSeconds()) {
            throw problem(401, "timestamp_refused");
        }
        String token = claim.parameter("oauth_token").orElse("");
        if (!tokens.isNew(timestamp + " " + token + " " + nonce)) {
            throw problem(401, "nonce_used");
        }
    }

    /// In the words of the extension "Problem Reporting".
    private static Refused problem(int status, String problem) {
        return new Refused(status, "oauth_problem", problem);
    }

    static Answer refusal(Refused refused) {
        String text = "oauth_problem=" + refused.getMessage();
        return Answer.of(
                Response.text(refused.status(), text)
                        .with("WWW-Authenticate", "OAuth realm=\"fake\", " + text));
    }

    private static Answer form(String... namesAndValues) {
        SequencedMap<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Answer.of(
                Response.of(
                        200, "application/x-www-form-urlencoded", Parameters.of(fields).encoded()));
    }
}
