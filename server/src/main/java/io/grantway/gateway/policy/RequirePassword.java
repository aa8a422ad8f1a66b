package io.grantway.gateway.policy;

import io.grantway.catalog.PasswordCredential;
import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.PasswordCheck;
import io.grantway.gateway.Policy;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import io.grantway.http.Problem;
import io.grantway.http.QuotedString;
import io.grantway.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// The `requirePassword` policy: a call needs a consumer's user name and password (RFC 7617).
public final class RequirePassword implements Policy {
    private static final List<String> FIELDS = List.of("Proxy-Authorization", "Authorization");
    private static final String BASIC = "basic ";

    private final RequirePasswordSettings settings;
    private final Admission admission;
    private final PasswordCheck passwords;
    private final Executor virtualThreads;
    private final Response refusal;

    /// What a call brings.
    private record Given(String field, String username, io.grantway.config.Secret password) {}

    private RequirePassword(
            RequirePasswordSettings settings,
            Admission admission,
            PasswordCheck passwords,
            Executor virtualThreads) {
        this.settings = settings;
        this.admission = admission;
        this.passwords = passwords;
        this.virtualThreads = virtualThreads;
        this.refusal =
                Admission.message(401, "Unauthorized")
                        .with(
                                "WWW-Authenticate",
                                "Basic realm=" + QuotedString.of(settings.realm()));
    }

    public static RequirePassword of(
            RequirePasswordSettings settings, PolicyKind.Site site, PolicyParts parts) {
        return new RequirePassword(
                settings,
                new Admission(site, settings.anonymous(), parts.catalog()),
                parts.passwords(),
                parts.blocking());
    }

    @Override
    public Decision decide(Call call) {
        if (admission.isSettled(call)) {
            return Decision.PROCEED;
        }
        boolean any = false;
        for (String field : FIELDS) {
            Optional<Given> given = given(call, field);
            any |= given.isPresent();
            if (given.isPresent() && settings.hideCredentials()) {
                call.upstreamHeaders().remove(field);
            }
            Optional<PasswordCredential> credential =
                    given.flatMap(each ->
                            admission.catalog().password(admission.workspace(), each.username()));
            if (given.isPresent() && credential.isPresent()) {
                return check(call, credential.get(), given.get());
            }
        }
        return any
                ? admission.refuse(
                        call,
                        refusal,
                        "user_unknown",
                        "the user name is no consumer's of this workspace")
                : admission.refuse(
                        call,
                        refusal,
                        "password_missing",
                        "no Basic credentials in Authorization or Proxy-Authorization");
    }

    private static Optional<Given> given(Call call, String field) {
        String value = call.head().headers().first(field).orElse("");
        if (!value.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(value.substring(BASIC.length()).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon <= 0
                    ? Optional.empty()
                    : Optional.of(
                            new Given(
                                    field,
                                    pair.substring(0, colon),
                                    io.grantway.config.Secret.of(pair.substring(colon + 1))));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Decision check(Call call, PasswordCredential credential, Given given) {
        return given.password()
                .expose(text -> {
                    Optional<Boolean> known = passwords.known(credential.password(), text);
                    return known.isPresent()
                            ? decide(call, credential, known.get())
                            : new Decision.Wait(
                                    CompletableFuture.supplyAsync(
                                            () -> stretch(call, credential, text), virtualThreads));
                });
    }

    private Decision stretch(Call call, PasswordCredential credential, String presented) {
        try {
            return decide(call, credential, passwords.matches(credential.password(), presented));
        } catch (PasswordCheck.Busy e) {
            throw Problem.of(
                            503,
                            "passwords_busy",
                            "the password cannot be checked just now; try again in a moment")
                    .because(String.valueOf(e.getMessage()))
                    .with("Retry-After", "2");
        }
    }

    private Decision decide(Call call, PasswordCredential credential, boolean fits) {
        return fits
                ? admission.admit(
                        call,
                        credential.consumer(),
                        credential.application(),
                        credential.id(),
                        credential.username())
                : admission.refuse(
                        call,
                        refusal,
                        "password_wrong",
                        "the password of the user " + credential.username() + " is another");
    }
}
