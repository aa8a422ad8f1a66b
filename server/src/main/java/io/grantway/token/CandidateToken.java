package io.grantway.token;

import io.grantway.jose.JwtReading;
import io.grantway.jose.UnverifiedJwt;
import io.grantway.jose.Verification.Refused;
import io.grantway.oauth.TokenHash;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A token as it came, nothing of it believed. Belongs to one thread at a time.
public final class CandidateToken {
    private static final char DOT = '.';

    private final String text;
    private final TokenHash hash;
    private @Nullable JwtReading reading;

    public CandidateToken(String text, TokenHash hash) {
        this.text = text;
        this.hash = hash;
    }

    public static CandidateToken of(String text) {
        return new CandidateToken(text, TokenHash.of(text));
    }

    public String text() {
        return text;
    }

    public TokenHash hash() {
        return hash;
    }

    /// The token taken apart, where it is a signed JWT.
    public Optional<UnverifiedJwt> jwt() {
        return reading() instanceof UnverifiedJwt jwt ? Optional.of(jwt) : Optional.empty();
    }

    /// Why it is not one, where it looks like one.
    Optional<Refused> wouldBeJwt() {
        return looksSigned() && reading() instanceof Refused refused
                ? Optional.of(refused)
                : Optional.empty();
    }

    private JwtReading reading() {
        JwtReading read = reading;
        if (read == null) {
            read = UnverifiedJwt.read(text);
            reading = read;
        }
        return read;
    }

    /// Three parts, the first of which is the beginning of a JSON object in base64url.
    private boolean looksSigned() {
        int first = text.indexOf(DOT);
        int second = text.indexOf(DOT, first + 1);
        return first > 0
                && second > 0
                && text.indexOf(DOT, second + 1) < 0
                && text.startsWith("ey");
    }

    /// Whom the token claims to be from.
    Optional<String> issuer() {
        return jwt().map(jwt -> jwt.claims().path("iss"))
                .filter(JsonNode::isString)
                .map(JsonNode::asString);
    }

    /// Nothing of the token.
    @Override
    public String toString() {
        return "token " + hash;
    }
}
