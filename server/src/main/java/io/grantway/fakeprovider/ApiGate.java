package io.grantway.fakeprovider;

import io.grantway.config.Secret;
import io.grantway.fakeprovider.Switches.Rate;
import io.grantway.http.Json;
import io.grantway.http.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;

/// What stands before the API: who calls, how often, and the faults.
final class ApiGate {
    private static final String KEYED = "/keyed";
    private static final String BASIC = "/basic";
    private static final Secret API_KEY = Secret.of("pixie-api-key");
    private static final Secret PASSWORD = Secret.of("pixie-password");

    private final Switches switches;
    private final Grants grants;
    private final OAuth1 oauth1;
    private final Api api;
    private final Counters counters;
    private final InstantSource clock;
    private Instant window = Instant.EPOCH;
    private int inWindow;

    ApiGate(
            Switches switches,
            Grants grants,
            OAuth1 oauth1,
            Api api,
            Counters counters,
            InstantSource clock) {
        this.switches = switches;
        this.grants = grants;
        this.oauth1 = oauth1;
        this.api = api;
        this.counters = counters;
        this.clock = clock;
    }

    Answer answer(Call call) {
        counters.apiCall();
        OptionalInt failing = switches.number(Switch.API_FAILING);
        if (failing.isPresent()) {
            return Answer.error(failing.getAsInt(), "failing", "the API is failing");
        }
        if (OAuth1.isSigned(call)) {
            return signed(call);
        }
        Optional<String> user = user(call);
        if (user.isEmpty()) {
            return refused();
        }
        return limited(call, user.get());
    }

    private Answer signed(Call call) {
        try {
            return limited(call, oauth1.signer(call).user());
        } catch (Refused e) {
            counters.apiRefusal();
            return OAuth1.refusal(e);
        }
    }

    private Optional<String> user(Call call) {
        if (call.path().startsWith(KEYED + "/")) {
            return call.header("x-api-key")
                    .or(() -> call.query().first("api_key"))
                    .filter(API_KEY::matches)
                    .map(_ -> "keyed");
        }
        if (call.path().startsWith(BASIC + "/")) {
            return Credentials.basic(call)
                    .filter(pair -> pair.name().equals("pixie") && PASSWORD.matches(pair.word()))
                    .map(Credentials.Pair::name);
        }
        return Credentials.bearer(call).flatMap(grants::live).map(Grants.Live::user);
    }

    private Answer refused() {
        counters.apiRefusal();
        if (switches.has(Switch.ERROR_200)) {
            return Answer.json(200, Json.object().put("ok", false).put("error", "token_expired"));
        }
        if (switches.has(Switch.EXPIRED_IS_403)) {
            return Answer.error(403, "forbidden", "the token has expired");
        }
        return Answer.of(
                Response.json(
                                401,
                                Json.write(
                                        Json.object()
                                                .put("error", "invalid_token")
                                                .put(
                                                        "error_description",
                                                        "the credential is none, or none any"
                                                                + " more")))
                        .with("WWW-Authenticate", "Bearer error=\"invalid_token\""));
    }

    private Answer limited(Call call, String user) {
        Optional<Rate> rate = switches.rate();
        if (rate.isEmpty()) {
            return api.answer(call, path(call), user);
        }
        Instant now = clock.instant();
        int left = left(rate.get(), now);
        if (left < 0) {
            long seconds =
                    Math.max(1, Duration.between(now, end(rate.get())).plusMillis(999).toSeconds());
            Response response =
                    Response.json(429, "{\"error\":\"rate_limited\"}")
                            .with("Retry-After", Long.toString(seconds));
            return Answer.of(counted(response, rate.get(), 0));
        }
        return switch (api.answer(call, path(call), user)) {
            case Answer.Whole whole -> Answer.of(counted(whole.response(), rate.get(), left));
            case Answer.Stream stream -> stream;
            case Answer.Lost lost -> lost;
        };
    }

    /// How many calls are left after this one in the window; negative where it is too many.
    private synchronized int left(Rate rate, Instant now) {
        if (!now.isBefore(window.plus(rate.per()))) {
            window = now;
            inWindow = 0;
        }
        inWindow++;
        return rate.calls() - inWindow;
    }

    private synchronized Instant end(Rate rate) {
        return window.plus(rate.per());
    }

    private static Response counted(Response response, Rate rate, int left) {
        return response.with("X-RateLimit-Limit", Integer.toString(rate.calls()))
                .with("X-RateLimit-Remaining", Integer.toString(left));
    }

    private static String path(Call call) {
        String path = call.path();
        for (String prefix : new String[] {KEYED, BASIC}) {
            if (path.startsWith(prefix + "/")) {
                return path.substring(prefix.length());
            }
        }
        return path;
    }
}
