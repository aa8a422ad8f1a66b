package io.grantway.authserver.check;

import io.grantway.authserver.AuthorizationCandidate;
import io.grantway.authserver.AuthorizationCheck;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.List;

/// Every parameter that this server keeps or hands on is text of a bearable length, without control
/// characters and broken encodings (RFC 6749 Appendix A).
public final class RequireCleanParameters implements AuthorizationCheck {
    private static final int LONGEST = 4096;

    private static final List<String> NAMES =
            List.of(
                    "client_id",
                    "redirect_uri",
                    "response_type",
                    "response_mode",
                    "scope",
                    "state",
                    "nonce",
                    "prompt",
                    "max_age",
                    "login_hint",
                    "ui_locales",
                    "acr_values",
                    "code_challenge",
                    "code_challenge_method");

    /// What a decoder puts for bytes that are no UTF-8.
    private static final int REPLACEMENT = 0xfffd;

    @Override
    public void require(AuthorizationCandidate candidate) {
        if (!candidate.isToIssuer()) {
            return;
        }
        for (String name : NAMES) {
            candidate
                    .parameters()
                    .text(name)
                    .filter(text -> !isClean(text))
                    .ifPresent(_ -> {
                        throw new OAuthRefusal(
                                Refusal.PARAMETER_UNCLEAN,
                                name,
                                name + " is too long, or holds control characters");
                    });
        }
    }

    private static boolean isClean(String text) {
        return text.length() <= LONGEST
                && text.codePoints().noneMatch(c -> Character.isISOControl(c) || c == REPLACEMENT);
    }
}
