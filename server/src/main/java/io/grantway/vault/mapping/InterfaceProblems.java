package io.grantway.vault.mapping;

import io.grantway.http.Problem;
import io.grantway.http.SendFailure;
import io.grantway.vault.AccountUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What callers of interfaces are told, in the same words for every provider.
final class InterfaceProblems {
    private static final int TOO_MANY = 429;
    private static final int LONGEST = 500;
    private static final Duration SOON = Duration.ofSeconds(1);

    private InterfaceProblems() {}

    static Problem field(String detail) {
        return Problem.badRequest("invalid_field", detail);
    }

    static Problem noInterface(String name, List<String> known) {
        return Problem.of(
                404,
                "interface_missing",
                "there is no interface \"" + name + "\"; there is " + String.join(", ", known));
    }

    static Problem notMapped(String name, String provider, List<String> mapped) {
        return Problem.of(
                        404,
                        "interface_not_mapped",
                        name
                                + " is not mapped for "
                                + provider
                                + ", but for "
                                + String.join(", ", mapped))
                .with("provider", provider(provider));
    }

    static Problem whichProvider(List<String> of) {
        return field(
                of.isEmpty()
                        ? "provider must be said: this user has no account at a provider that the"
                                + " interface is mapped for"
                        : "provider must be said, as the user has several accounts: one of "
                                + String.join(", ", of));
    }

    static Problem noProvider(String provider) {
        return Problem.of(
                404,
                "provider_missing",
                "there is no provider \"" + provider + "\" that this app may use");
    }

    static Problem noAccount(String provider) {
        return Problem.of(
                        404,
                        "account_missing",
                        "this user has no account at "
                                + provider
                                + " yet: make a session by POST /vault/v1/sessions, and send the"
                                + " user to its address")
                .with("provider", provider(provider));
    }

    static Problem address(String provider, String why) {
        return Problem.of(
                        409,
                        "account_address",
                        "the address of this account's API is not known: "
                                + why
                                + "; connect the account again")
                .with("provider", provider(provider));
    }

    static Problem unavailable(String provider, AccountUnavailable why) {
        Problem problem =
                switch (why.reason()) {
                    case RECONNECT, REFUSED ->
                            Problem.of(
                                    409,
                                    "account_reconnect",
                                    "the account at "
                                            + provider
                                            + " must be connected again by its user");
                    case PROVIDER_SETTINGS ->
                            Problem.of(
                                    502,
                                    "provider_settings",
                                    "the provider "
                                            + provider
                                            + " refuses this server's client: its operator must"
                                            + " look at the provider's settings");
                    case LATER ->
                            Problem.of(
                                            503,
                                            "account_unavailable",
                                            "no token of the account can be had now; try again"
                                                    + " later")
                                    .with("Retry-After", seconds(why.retryAfter().orElse(SOON)));
                };
        return problem.because(String.valueOf(why.getMessage()))
                .with("provider", provider(provider));
    }

    static Problem silent(String provider, SendFailure failure) {
        int status = failure.reason() == SendFailure.Reason.TIMED_OUT ? 504 : 502;
        return Problem.of(
                        status,
                        "provider_unavailable",
                        provider + " did not answer; try again later")
                .because(String.valueOf(failure.getMessage()))
                .with("provider", provider(provider));
    }

    /// What an answer from 400 on comes to.
    static Problem refused(String provider, int status, String said, Optional<Duration> wait) {
        ObjectNode of = provider(provider).put("status", status);
        if (!said.isEmpty()) {
            of.put("message", said);
        }
        if (status == TOO_MANY) {
            return Problem.of(
                            TOO_MANY,
                            "provider_rate_limited",
                            provider + " asks for a pause before the next call")
                    .with("Retry-After", seconds(wait.orElse(SOON)))
                    .with("provider", of);
        }
        if (status >= 500) {
            Problem problem =
                    Problem.of(
                            status == 503 || status == 504 ? status : 502,
                            "provider_unavailable",
                            provider + " fails; try again later");
            return wait.map(it -> problem.with("Retry-After", seconds(it)))
                    .orElse(problem)
                    .with("provider", of);
        }
        boolean same = status == 403 || status == 404 || status == 409;
        return Problem.of(
                        same ? status : 400,
                        "provider_refused",
                        provider
                                + " refuses the call with "
                                + status
                                + (said.isEmpty() ? "" : ": " + said))
                .with("provider", of);
    }

    static Problem mapped(Mapped.ErrorRule rule, String provider, int status, String said) {
        ObjectNode of = provider(provider).put("status", status);
        if (!said.isEmpty()) {
            of.put("message", said);
        }
        return Problem.of(
                        rule.answer(),
                        rule.code(),
                        rule.detail()
                                .orElse(said.isEmpty() ? provider + " refuses the call" : said))
                .with("provider", of);
    }

    static Problem result(String provider, int status, String what) {
        return Problem.of(
                        502,
                        "interface_result",
                        "what " + provider + " answered does not become what is promised: " + what)
                .with("provider", provider(provider).put("status", status));
    }

    private static ObjectNode provider(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
    }

    /// What an answer says of its error, in the places where they usually do; bounded, in one line.
    static String said(JsonNode answer) {
        for (String path :
                List.of(
                        "/error/message",
                        "/error_description",
                        "/errors/0/message",
                        "/message",
                        "/detail",
                        "/error/code",
                        "/error",
                        "/title")) {
            JsonNode found = answer.at(path);
            if (found.isString() && !found.stringValue().isBlank()) {
                String line = found.stringValue().replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
                return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
            }
        }
        return "";
    }
}
