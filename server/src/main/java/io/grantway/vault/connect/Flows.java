package io.grantway.vault.connect;

import io.grantway.http.Parameters;
import io.grantway.oauth.TokenHash;
import io.grantway.vault.Access;
import io.grantway.vault.Access.OAuth2.Flow;
import io.grantway.vault.AccountUnavailable;
import io.grantway.vault.Accounts.Got;
import io.grantway.vault.LiveAccount;
import io.grantway.vault.Provider;
import io.grantway.vault.VaultEvent;
import io.grantway.vault.connect.Completion.Gained;
import io.grantway.vault.connect.DeviceFlow.Asked.Given;
import io.grantway.vault.connect.DeviceFlow.Asked.Waiting;
import io.grantway.vault.connect.Failure.Failed;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The flows by which an account is had: begun, gone on with and ended.
final class Flows {
    private static final int TRIES = 3;

    private final ConnectParts parts;
    private final Beginning beginning;
    private final DeviceFlow devices;
    private final Redemption redemption;
    private final Completion completion;
    private final Typed typed;
    private final Random256 random;

    Flows(ConnectParts parts) {
        this.parts = parts;
        this.beginning = new Beginning(parts);
        this.devices = new DeviceFlow(parts);
        this.redemption = new Redemption(parts, beginning.threeLegged());
        this.completion = new Completion(parts);
        this.typed = new Typed(parts.accounts());
        this.random = new Random256(parts.random());
    }

    /// @param form what the user typed; empty before that
    /// @throws Failed where it cannot begin
    Step start(ConnectSession session, String name, Parameters form) {
        Provider provider = provider(session, name);
        Map<String, String> known = known(session, provider);
        Optional<Step.Ask> ask = typed.needed(provider, known, form);
        if (ask.isPresent()) {
            return ask.get();
        }
        Map<String, String> variables = typed.variables(provider, known, form);
        return switch (provider.access()) {
            case Access.OAuth2 oauth2 -> start(session, provider, oauth2, variables, form);
            case Access.OAuth1 oauth1 ->
                    away(
                            session,
                            provider,
                            beginning.signed(
                                    session, provider, oauth1, variables, callback(session)));
            case Access.ApiKey _ -> entered(session, provider, variables, form);
            case Access.Basic _ -> entered(session, provider, variables, form);
        };
    }

    private Step start(
            ConnectSession session,
            Provider provider,
            Access.OAuth2 access,
            Map<String, String> variables,
            Parameters form) {
        return switch (flow(access)) {
            case AUTHORIZATION_CODE ->
                    away(
                            session,
                            provider,
                            beginning.code(
                                    session, provider, access, variables, callback(session)));
            case DEVICE_CODE -> {
                Attempt attempt = devices.begin(provider, access, variables);
                keep(session, attempt);
                yield new Step.Code(provider, attempt.device().orElseThrow());
            }
            case CLIENT_CREDENTIALS -> entered(session, provider, variables, form);
        };
    }

    /// The first that there is, in the order of what asks the least of a user.
    static Flow flow(Access.OAuth2 access) {
        for (Flow flow :
                List.of(Flow.AUTHORIZATION_CODE, Flow.DEVICE_CODE, Flow.CLIENT_CREDENTIALS)) {
            if (access.flows().contains(flow)) {
                return flow;
            }
        }
        throw Failure.of("unregistered", 503).thrown();
    }

    private Step away(ConnectSession session, Provider provider, Beginning.Away away) {
        keep(session, away.attempt());
        return new Step.Away(provider, away.address());
    }

    /// Of two windows of one browser, the later one goes on.
    private void keep(ConnectSession session, Attempt attempt) {
        ConnectSession current = session;
        for (int i = 0; i < TRIES; i++) {
            if (parts.sessions().replace(current.trying(attempt).row())) {
                return;
            }
            current =
                    parts.sessions()
                            .find(session.id())
                            .map(ConnectSession::of)
                            .orElseThrow(() -> Failure.of("expired", 410).thrown());
        }
        throw Failure.of("busy", 503).thrown();
    }

    /// What the user typed is the credential, or is traded for one at once.
    private Step entered(
            ConnectSession session,
            Provider provider,
            Map<String, String> variables,
            Parameters form) {
        Attempt attempt =
                Attempt.of(
                        TokenHash.of(random.word()),
                        provider.name(),
                        parts.clock().instant(),
                        variables);
        Outcome outcome =
                outcome(
                        session,
                        attempt,
                        "",
                        () ->
                                completion.complete(
                                        session,
                                        attempt,
                                        provider,
                                        variables,
                                        typed.gained(provider, variables, form)));
        ConnectSession after = session.ended(outcome);
        parts.sessions().replace(after.row());
        return new Step.Ended(after, outcome);
    }

    /// The provider's answer to the browser, redeemed.
    Outcome finish(ConnectSession session, Attempt attempt, Parameters told, String requestId) {
        return outcome(
                session,
                attempt,
                requestId,
                () -> {
                    Provider provider = provider(session, attempt.provider());
                    Map<String, String> variables = new HashMap<>(attempt.variables());
                    Gained gained =
                            redemption.redeem(
                                    provider, attempt, variables, told, callback(session));
                    return completion.complete(session, attempt, provider, variables, gained);
                });
    }

    /// Asks the provider whether the user has typed the code, at most as often as it allows.
    Step device(ConnectSession session, Attempt attempt) {
        Provider provider = provider(session, attempt.provider());
        Attempt.Device device = attempt.device().orElseThrow();
        Instant now = parts.clock().instant();
        if (now.isAfter(device.ends())) {
            return ended(
                    session,
                    Outcome.failed(attempt.state(), provider.name(), Failure.of("late", 410)));
        }
        // Whoever moves the time on asks; others in the meantime see the code.
        Attempt asking =
                attempt.with(device.asking(device.interval(), now.plus(device.interval())));
        ConnectSession taken = session.trying(asking);
        if (now.isBefore(device.next()) || !parts.sessions().replace(taken.row())) {
            return new Step.Code(provider, device);
        }
        return asked(taken.written(), provider, asking);
    }

    private Step asked(ConnectSession session, Provider provider, Attempt attempt) {
        Attempt.Device device = attempt.device().orElseThrow();
        DeviceFlow.Asked answer;
        try {
            answer = devices.ask(provider, attempt, device);
        } catch (AccountUnavailable e) {
            Outcome refused = Outcome.failed(attempt.state(), provider.name(), failure(e));
            tell(session, refused, "");
            return ended(session, refused);
        }
        return switch (answer) {
            case Waiting(var interval) -> {
                Instant next = parts.clock().instant().plus(interval);
                Attempt.Device slower = device.asking(interval, next);
                if (!interval.equals(device.interval())) {
                    keep(session, attempt.with(slower));
                }
                yield new Step.Code(provider, slower);
            }
            case Given(var token) ->
                    ended(
                            session,
                            outcome(
                                    session,
                                    attempt,
                                    "",
                                    () ->
                                            completion.complete(
                                                    session,
                                                    attempt,
                                                    provider,
                                                    attempt.variables(),
                                                    new Gained(
                                                            new Got.Tokens(token),
                                                            token.metadata()))));
        };
    }

    private Step ended(ConnectSession session, Outcome outcome) {
        ConnectSession after = session.ended(outcome);
        parts.sessions().replace(after.row());
        return new Step.Ended(after, outcome);
    }

    private Outcome outcome(
            ConnectSession session,
            Attempt attempt,
            String requestId,
            java.util.function.Supplier<Outcome> flow) {
        Outcome made;
        try {
            made = flow.get();
        } catch (Failed e) {
            made = Outcome.failed(attempt.state(), attempt.provider(), e.failure());
        } catch (AccountUnavailable e) {
            made = Outcome.failed(attempt.state(), attempt.provider(), failure(e));
        }
        tell(session, made, requestId);
        return made;
    }

    static Failure failure(AccountUnavailable e) {
        String text = e.code().map(code -> code + ": ").orElse("") + e.getMessage();
        return switch (e.reason()) {
            case RECONNECT, REFUSED ->
                    e.code().filter("access_denied"::equals).isPresent()
                            ? Failure.of("denied", 403, text)
                            : Failure.of("refused", 502, text);
            case PROVIDER_SETTINGS -> Failure.of("settings", 502, text);
            case LATER -> Failure.of("later", 503, text);
        };
    }

    void tell(ConnectSession session, Outcome outcome, String requestId) {
        parts.sink()
                .happened(
                        new VaultEvent(
                                parts.clock().instant(),
                                outcome.connected()
                                        ? VaultEvent.Kind.CONNECTED
                                        : VaultEvent.Kind.CONNECT_FAILED,
                                session.account(outcome.provider()),
                                outcome.failure().map(Failure::kind).orElse("ok"),
                                OptionalInt.empty(),
                                0,
                                0,
                                Optional.empty(),
                                outcome.failure()
                                        .flatMap(Failure::detail)
                                        .map(Flows::shortened)
                                        .orElse("connect page"),
                                Optional.of(requestId).filter(id -> !id.isEmpty())));
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) : text;
    }

    Provider provider(ConnectSession session, String name) {
        return parts.providers()
                .find(session.asked().workspace(), name)
                .orElseThrow(() ->
                        Failure.of("settings", 502, "there is no provider " + name + " any more")
                                .thrown());
    }

    private URI callback(ConnectSession session) {
        return parts.vaults()
                .apply(session.asked().workspace())
                .flatMap(vault -> Optional.ofNullable(vault.redirectUri()))
                .orElseThrow(() ->
                        Failure.of("settings", 502, "vault.redirectUri is not configured")
                                .thrown());
    }

    /// An account that is connected again stays where it is.
    private Map<String, String> known(ConnectSession session, Provider provider) {
        Map<String, String> known = new HashMap<>();
        Map<String, String> said = session.asked().variables();
        Optional<LiveAccount> before = parts.accounts().find(session.account(provider.name()));
        for (Provider.Variable each : Variables.from(provider, Provider.Variable.Source.CONNECT)) {
            String value =
                    before.map(account -> account.account().variables().get(each.name()))
                            .orElse(said.get(each.name()));
            if (value != null && Variables.mistake(provider, each, value).isEmpty()) {
                known.put(each.name(), value);
            }
        }
        return known;
    }
}
