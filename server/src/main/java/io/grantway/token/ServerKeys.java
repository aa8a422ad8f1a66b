package io.grantway.token;

import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.jose.JwtVerifier;
import io.grantway.jose.KeyLookup;
import io.grantway.jose.KeySet;
import io.grantway.jose.PublishedKeys;
import io.grantway.jose.PublishedKeys.Place;
import io.grantway.jose.RemoteKeys;
import io.grantway.jose.UnverifiedJwt;
import io.grantway.jose.Verification;
import io.grantway.jose.Verification.Reason;
import io.grantway.jose.Verification.Refused;
import java.net.URI;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The keys that a server's tokens are verified with.
sealed interface ServerKeys {
    /// Verifies with what is in memory; empty where more must be known first.
    Optional<Verification> verifyNow(JwtVerifier verifier, UnverifiedJwt jwt);

    /// Verifies; may block.
    Verification verify(JwtVerifier verifier, UnverifiedJwt jwt);

    /// Whether a key in memory has this id.
    boolean has(String keyId);

    /// Tells from now on whether the keys are those of now.
    BooleanSupplier unchanged();

    /// Those that the configuration gives.
    record Given(KeySet keys) implements ServerKeys {
        @Override
        public Optional<Verification> verifyNow(JwtVerifier verifier, UnverifiedJwt jwt) {
            return Optional.of(verify(verifier, jwt));
        }

        @Override
        public Verification verify(JwtVerifier verifier, UnverifiedJwt jwt) {
            return verifier.verify(jwt, keys);
        }

        @Override
        public boolean has(String keyId) {
            return keys.has(keyId);
        }

        @Override
        public BooleanSupplier unchanged() {
            return () -> true;
        }
    }

    /// Those that the server publishes, at an address that is configured or that its metadata
    /// tells.
    record Published(RemoteKeys remote, Optional<URI> address, MetadataSource metadata)
            implements ServerKeys {

        private Optional<Place> knownPlace() {
            return address.or(() -> metadata.known().flatMap(ServerMetadata::jwksUri))
                    .map(Published::place);
        }

        private static Place place(URI uri) {
            return new Place(uri, Trust.CONFIGURED);
        }

        @Override
        public Optional<Verification> verifyNow(JwtVerifier verifier, UnverifiedJwt jwt) {
            return knownPlace().flatMap(place -> remote.verifyNow(place, verifier, jwt));
        }

        @Override
        public Verification verify(JwtVerifier verifier, UnverifiedJwt jwt) {
            if (address.isPresent()) {
                return remote.verify(place(address.get()), verifier, jwt);
            }
            return switch (metadata.find()) {
                case MetadataSource.Unavailable(var why) ->
                        new Refused(Reason.KEYS_UNAVAILABLE, why);
                case MetadataSource.Known(var found) ->
                        found.jwksUri()
                                .map(uri -> remote.verify(place(uri), verifier, jwt))
                                .orElseGet(() ->
                                        new Refused(
                                                Reason.KEYS_UNAVAILABLE,
                                                "its metadata names no jwks_uri"));
            };
        }

        @Override
        public boolean has(String keyId) {
            return keysNow().filter(keys -> keys.signing().has(keyId)).isPresent();
        }

        @Override
        public BooleanSupplier unchanged() {
            Optional<PublishedKeys> then = keysNow();
            return () ->
                    then.isPresent()
                            && keysNow()
                                    .filter(now -> now.signing().equals(then.get().signing()))
                                    .isPresent();
        }

        private Optional<PublishedKeys> keysNow() {
            return knownPlace()
                    .flatMap(place ->
                            remote.known(place) instanceof KeyLookup.Known(var keys)
                                    ? Optional.of(keys)
                                    : Optional.empty());
        }
    }
}
