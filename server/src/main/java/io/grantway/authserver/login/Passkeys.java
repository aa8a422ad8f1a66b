package io.grantway.authserver.login;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import io.grantway.authserver.Passkey;
import io.grantway.authserver.PasskeyStore;
import io.grantway.authserver.PublicCredential;
import io.grantway.http.Parameters;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ceremonies of passkeys (Web Authentication Level 3 §7). Each passkey is one that its
/// authenticator finds by itself and only uses after it has verified its user, so that it is two
/// factors at once. No attestation: any authenticator will do.
public final class Passkeys {
    private static final String REGISTERING = "passkey-create ";
    private static final String LOGGING_IN = "passkey-get";

    private static final Logger LOG = LoggerFactory.getLogger(Passkeys.class);

    /// Of one user.
    private static final int MOST = 20;

    private static final int HANDLE_BYTES = 32;
    private static final List<PublicKeyCredentialParameters> ALGORITHMS =
            List.of(
                    parameters(COSEAlgorithmIdentifier.ES256),
                    parameters(COSEAlgorithmIdentifier.EdDSA),
                    parameters(COSEAlgorithmIdentifier.RS256));

    private final PasskeyStore store;
    private final Users users;
    private final Challenges challenges;
    private final SecureRandom random;
    private final InstantSource clock;
    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnManager ceremonies =
            WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final AttestedCredentialDataConverter credentials =
            new AttestedCredentialDataConverter(converter);

    public Passkeys(PasskeyStore store, Users users, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.users = users;
        this.clock = clock;
        this.random = random;
        this.challenges = new Challenges(clock, random);
    }

    /// Whose passkey it was.
    ///
    /// @param synced the private key may be on several devices
    record Known(Account account, boolean synced) {}

    /// To be signed to log in.
    ///
    /// @param cookie of the browser
    String loginChallenge(String cookie) {
        return challenges.fresh(cookie, LOGGING_IN);
    }

    /// To be signed by a new passkey: for no other handle, or its owner could plant theirs in place
    /// of another's.
    String newChallenge(String cookie, String handle) {
        return challenges.fresh(cookie, REGISTERING + handle);
    }

    List<Passkey> of(Account account) {
        return store.of(account.id());
    }

    boolean remove(Account account, String id) {
        boolean removed = store.delete(account.id(), id);
        if (removed) {
            LOG.info(
                    "passkey removed: workspace={} user={}",
                    account.workspace(),
                    account.username());
        }
        return removed;
    }

    /// Whether a user may have one more.
    boolean mayHaveMore(Account account) {
        return of(account).size() < MOST;
    }

    /// What an authenticator is to know a user by: the same for all that they have.
    String handle(Account account) {
        return of(account).stream().findFirst().map(Passkey::handle).orElseGet(this::freshHandle);
    }

    private String freshHandle() {
        byte[] bytes = new byte[HANDLE_BYTES];
        random.nextBytes(bytes);
        return text(bytes);
    }

    /// Registers a passkey (§7.1).
    ///
    /// @param cookie of the browser that the challenge was made for
    /// @return whether it was a good one, and new
    boolean register(
            RelyingParty party, Account account, String cookie, String name, Parameters form) {
        Optional<byte[]> challenge =
                challenges.take(
                        form.first("challenge").orElse(""),
                        cookie,
                        REGISTERING + form.first("handle").orElse(""));
        if (challenge.isEmpty() || !mayHaveMore(account)) {
            return false;
        }
        try {
            RegistrationData data =
                    ceremonies.verify(
                            new RegistrationRequest(
                                    bytes(form, "attestation"), bytes(form, "clientData")),
                            new RegistrationParameters(
                                    property(party, challenge.get()), ALGORITHMS, true, true));
            return add(account, form.first("handle").orElse(""), name, data);
        } catch (WebAuthnException | IllegalArgumentException e) {
            LOG.info("passkey not registered: user={}: {}", account.username(), why(e));
            return false;
        }
    }

    private boolean add(Account account, String handle, String name, RegistrationData data) {
        var attested = Objects.requireNonNull(data.getAttestationObject());
        var authenticator = attested.getAuthenticatorData();
        AttestedCredentialData credential =
                Objects.requireNonNull(authenticator.getAttestedCredentialData());
        boolean added =
                store.add(
                        new Passkey(
                                text(credential.getCredentialId()),
                                account.id(),
                                account.workspace(),
                                account.username(),
                                handle,
                                name,
                                PublicCredential.of(credentials.convert(credential)),
                                authenticator.getSignCount(),
                                authenticator.isFlagBE(),
                                clock.instant()));
        LOG.info(
                "passkey {}: workspace={} user={}",
                added ? "registered" : "known already",
                account.workspace(),
                account.username());
        return added;
    }

    /// Verifies an assertion (§7.2).
    ///
    /// @param cookie of the browser that the challenge was made for
    /// @return its user; empty where anything is wrong with it
    Optional<Known> verify(RelyingParty party, String workspace, String cookie, Parameters form) {
        Optional<byte[]> challenge =
                challenges.take(form.first("challenge").orElse(""), cookie, LOGGING_IN);
        Optional<Passkey> passkey =
                store.find(form.first("id").orElse(""))
                        .filter(each -> each.workspace().equals(workspace));
        if (challenge.isEmpty() || passkey.isEmpty()) {
            return Optional.empty();
        }
        try {
            return verify(party, passkey.get(), challenge.get(), form)
                    .map(account -> new Known(account, passkey.get().synced()));
        } catch (WebAuthnException | IllegalArgumentException e) {
            LOG.info("passkey refused: user={}: {}", passkey.get().username(), why(e));
            return Optional.empty();
        }
    }

    private Optional<Account> verify(
            RelyingParty party, Passkey passkey, byte[] challenge, Parameters form) {
        byte[] handle = bytes(form, "userHandle");
        AuthenticationData data =
                ceremonies.verify(
                        new AuthenticationRequest(
                                bytes(form, "id"),
                                handle,
                                bytes(form, "authenticatorData"),
                                bytes(form, "clientData"),
                                bytes(form, "signature")),
                        new AuthenticationParameters(
                                property(party, challenge), record(passkey), null, true, true));
        // The authenticator says whose it is, and so do we: both must mean the same user (§7.2).
        if (!MessageDigest.isEqual(handle, Base64.getUrlDecoder().decode(passkey.handle()))) {
            return Optional.empty();
        }
        long counter = Objects.requireNonNull(data.getAuthenticatorData()).getSignCount();
        if (!store.use(passkey.id(), passkey.counter(), counter)) {
            return Optional.empty();
        }
        // A user of the same name may have been made since.
        return users.find(passkey.workspace(), passkey.username())
                .filter(account -> account.id().equals(passkey.user()));
    }

    private CredentialRecord record(Passkey passkey) {
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                passkey.synced(),
                null,
                passkey.counter(),
                credentials.convert(passkey.credential().bytes()),
                null,
                null,
                null,
                null);
    }

    /// Without its text, which holds what the browser sent.
    private static String why(RuntimeException refusal) {
        return refusal.getClass().getSimpleName();
    }

    private static ServerProperty property(RelyingParty party, byte[] challenge) {
        return ServerProperty.builder()
                .origin(new Origin(party.origin()))
                .rpId(party.id())
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    private static PublicKeyCredentialParameters parameters(COSEAlgorithmIdentifier algorithm) {
        return new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm);
    }

    private static byte[] bytes(Parameters form, String name) {
        return Base64.getUrlDecoder().decode(form.first(name).orElse(""));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
