package io.grantway.authserver;

import io.grantway.authserver.BuiltInConfig.DeviceConfig;
import io.grantway.catalog.Client;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenClaims;
import io.grantway.oauth.TokenHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Devices that wait until a user has decided about them at another screen (RFC 8628).
///
/// In memory: nobody has anything yet that a restart could take away, and a device that lost its
/// code shows a new one. Bounded, and what is beyond the bound is refused: to forget older ones
/// instead would let anybody who knows a public client's name throw all others out.
public final class DeviceCodes {
    private static final int MOST = 10_000;
    private static final int MOST_OF_CLIENT = 1_000;

    /// How long a device that comes late still hears that it is late.
    private static final Duration MEMORY = Duration.ofMinutes(5);

    private static final Duration SLOWER = Duration.ofSeconds(5); // RFC 8628 §3.5

    /// Of two polls that were sent in time, the second may travel faster.
    private static final Duration JITTER = Duration.ofSeconds(1);

    /// Neither vowels, so that codes spell nothing, nor what looks like another (§6.1).
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

    private static final int LENGTH = 8;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TokenHash, Device> byDeviceCode = new LinkedHashMap<>();
    private final Map<Typed, Device> byUserCode = new HashMap<>();
    private final SecureRandom random;
    private final RandomText texts;
    private final InstantSource clock;

    DeviceCodes(SecureRandom random, InstantSource clock) {
        this.random = random;
        this.texts = new RandomText(random);
        this.clock = clock;
    }

    /// The two codes of one device.
    ///
    /// @param deviceCode a secret of the device
    public record Codes(String deviceCode, String userCode) {
        /// Without the device's secret.
        @Override
        public String toString() {
            return "Codes[" + userCode + "]";
        }
    }

    /// What the user has decided.
    ///
    /// @param claims of their login
    public record Allowed(String subject, Scopes scopes, TokenClaims claims) {}

    /// A code at the server that gave it.
    private record Typed(UUID server, String letters) {}

    private static final class Device {
        final Typed typed;
        final DeviceRequest request;
        Duration interval;
        Instant polled = Instant.EPOCH;
        boolean decided;
        Optional<Allowed> allowed = Optional.empty();

        Device(Typed typed, DeviceRequest request, Duration interval) {
            this.typed = typed;
            this.request = request;
            this.interval = interval;
        }

        boolean isOf(Terms terms, Client client) {
            return typed.server().equals(terms.place().id())
                    && request.client().id().equals(client.id());
        }
    }

    /// @throws OAuthRefusal where too many are waiting already
    public Codes begin(
            Terms terms, Client client, Scopes scopes, TokenClaims claims, DeviceConfig config) {
        return locked(() -> {
            Instant now = clock.instant();
            byDeviceCode.values().removeIf(device -> isForgotten(device, now));
            requireRoom(client);
            Typed typed = freeUserCode(terms.place().id());
            String shown = typed.letters().substring(0, 4) + "-" + typed.letters().substring(4);
            String code = texts.token();
            Device device =
                    new Device(
                            typed,
                            new DeviceRequest(
                                    client, scopes, claims, shown, now.plus(config.lifetime())),
                            config.interval());
            byDeviceCode.put(TokenHash.of(code), device);
            byUserCode.put(typed, device);
            return new Codes(code, shown);
        });
    }

    private boolean isForgotten(Device device, Instant now) {
        if (device.request.expiresAt().plus(MEMORY).isAfter(now)) {
            return false;
        }
        byUserCode.remove(device.typed);
        return true;
    }

    private void requireRoom(Client client) {
        boolean full =
                byDeviceCode.size() >= MOST
                        || byDeviceCode.values().stream()
                                        .filter(it -> it.request.client().id().equals(client.id()))
                                        .count()
                                >= MOST_OF_CLIENT;
        if (full) {
            throw new OAuthRefusal(Refusal.TOO_MANY_DEVICES)
                    .because("too many devices wait for their users; client " + client.clientId());
        }
    }

    private Typed freeUserCode(UUID server) {
        while (true) {
            StringBuilder letters = new StringBuilder(LENGTH);
            for (int i = 0; i < LENGTH; i++) {
                letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            Typed typed = new Typed(server, letters.toString());
            if (!byUserCode.containsKey(typed)) {
                return typed;
            }
        }
    }

    /// The device whose code somebody typed, in whatever case and with or without the dash, while
    /// nobody has decided about it.
    public Optional<DeviceRequest> find(Terms terms, String userCode) {
        return locked(() -> waiting(terms, userCode).map(device -> device.request));
    }

    /// The user lets the device act for them.
    ///
    /// @return false where it is too late for that
    public boolean allow(
            Terms terms, String userCode, String subject, Authentication authentication) {
        return locked(() -> {
            Optional<Device> found = waiting(terms, userCode);
            found.ifPresent(device -> {
                device.decided = true;
                device.allowed =
                        Optional.of(
                                new Allowed(
                                        subject,
                                        device.request.scopes(),
                                        authentication.claims(device.request.claims())));
            });
            return found.isPresent();
        });
    }

    /// @return false where it is too late for that
    public boolean deny(Terms terms, String userCode) {
        return locked(() -> {
            Optional<Device> found = waiting(terms, userCode);
            found.ifPresent(device -> device.decided = true);
            return found.isPresent();
        });
    }

    private Optional<Device> waiting(Terms terms, String userCode) {
        String letters =
                userCode.toUpperCase(Locale.ROOT)
                        .chars()
                        .filter(it -> it >= 'A' && it <= 'Z')
                        .limit(LENGTH + 1L)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        return Optional.ofNullable(byUserCode.get(new Typed(terms.place().id(), letters)))
                .filter(device -> !device.decided)
                .filter(device -> device.request.expiresAt().isAfter(clock.instant()));
    }

    /// What the device may have now, once only.
    ///
    /// @throws OAuthRefusal where it must wait, or gets nothing (§3.5)
    public Allowed redeem(Terms terms, Client client, String deviceCode) {
        return locked(() -> {
            TokenHash hash = TokenHash.of(deviceCode);
            Device device = byDeviceCode.get(hash);
            if (device == null || !device.isOf(terms, client)) {
                throw new OAuthRefusal(Refusal.DEVICE_CODE_UNKNOWN)
                        .because("the device code " + hash + " is unknown, used or another's");
            }
            Instant now = clock.instant();
            if (!device.request.expiresAt().isAfter(now)) {
                throw new OAuthRefusal(Refusal.DEVICE_CODE_EXPIRED);
            }
            if (!device.decided) {
                throw stillWaiting(device, now);
            }
            byDeviceCode.remove(hash);
            byUserCode.remove(device.typed);
            return device.allowed.orElseThrow(() -> new OAuthRefusal(Refusal.USER_DENIED));
        });
    }

    private static OAuthRefusal stillWaiting(Device device, Instant now) {
        boolean early = now.isBefore(device.polled.plus(device.interval).minus(JITTER));
        device.polled = now;
        if (!early) {
            return new OAuthRefusal(Refusal.USER_NOT_DECIDED);
        }
        device.interval = device.interval.plus(SLOWER);
        return new OAuthRefusal(Refusal.POLLED_TOO_SOON)
                .because(
                        "the device must wait " + device.interval.toSeconds() + " s between polls");
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
