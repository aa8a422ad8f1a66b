package io.grantway.boot.calls;

import io.grantway.http.CallRecord;
import io.grantway.http.ExchangeObserver;
import io.grantway.http.RequestHead;
import io.grantway.oauth.TokenHash;
import io.grantway.vault.AccountKey;
import io.grantway.vault.Credential;
import io.grantway.vault.FixedCredential;
import io.grantway.vault.VaultEvent;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Tells of a call with an account when it has ended.
record CallEvents(AccountKey key, Surroundings around, Supplier<Optional<Credential>> given)
        implements ExchangeObserver {
    private static final int SHOWN = 12;

    @Override
    public void ended(
            RequestHead head,
            CallRecord record,
            int status,
            long bytesIn,
            long bytesOut,
            long nanos) {
        int answered = record.upstreamStatus();
        around.sink()
                .happened(
                        new VaultEvent(
                                around.clock().instant(),
                                VaultEvent.Kind.CALL,
                                key,
                                outcome(record, answered),
                                answered == 0 ? OptionalInt.empty() : OptionalInt.of(answered),
                                nanos / 1_000_000,
                                bytesOut,
                                given.get().flatMap(CallEvents::hash),
                                head.method() + " " + head.target().path(),
                                Optional.of(head.id())));
    }

    private static String outcome(CallRecord record, int answered) {
        String reason = record.reason();
        if (reason != null) {
            return reason;
        }
        return answered == 0 ? "client_gone" : answered < 400 ? "ok" : "http_" + answered;
    }

    /// Of what renews itself or was entered; nothing of a password, which could be guessed from it.
    private static Optional<String> hash(Credential credential) {
        return switch (credential) {
            case Credential.Token(var token) ->
                    Optional.of(token.value().expose(CallEvents::digits));
            case Credential.Fixed(FixedCredential.OAuth1Token(var token, var _)) ->
                    Optional.of(token.expose(CallEvents::digits));
            case Credential.Fixed(FixedCredential.Key(var value)) ->
                    Optional.of(value.expose(CallEvents::digits));
            case Credential.Fixed(FixedCredential.UserPass _) -> Optional.empty();
        };
    }

    private static String digits(String text) {
        return HexFormat.of().toHexDigits(TokenHash.of(text).a()).substring(0, SHOWN);
    }
}
