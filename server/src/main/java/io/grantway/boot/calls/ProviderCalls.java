package io.grantway.boot.calls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.gateway.UpstreamConfig;
import io.grantway.gateway.upstream.Upstream;
import io.grantway.http.OriginTls;
import io.grantway.http.Problem;
import io.grantway.vault.Account;
import io.grantway.vault.ApiAddress;
import io.grantway.vault.CredentialPlacement;
import io.grantway.vault.Provider;
import io.grantway.vault.RefusedCredential;
import io.grantway.vault.Template;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What calls of one provider need to know: where they go, how they are proved, by what they are
/// refused. Kept as long as the provider does not change.
final class ProviderCalls {
    /// By which a call names another host of the provider than that of its base.
    static final String BASE = "Grantway-Base";

    private static final int MOST_ADDRESSES = 10_000;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Provider provider;
    private final Surroundings around;
    private final CredentialPlacement placement;
    private final RefusedCredential refused;
    private final CallRetries retries;
    private final Pauses pauses;
    private final Optional<Place> fixed;

    /// By the variables of accounts.
    private final Cache<Map<String, String>, Place> places =
            Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).build();

    private final Cache<ApiAddress, Upstream> upstreams =
            Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).build();

    /// Where the calls of an account go.
    ///
    /// @param others by which the call may name them
    record Place(Upstream base, String origin, List<Other> others) {
        /// Another address of the provider.
        record Other(URI uri, Upstream upstream) {}
    }

    ProviderCalls(Provider provider, Surroundings around) {
        this.provider = provider;
        this.around = around;
        this.placement = new CredentialPlacement(provider, around.clock(), around.random());
        this.refused = new RefusedCredential(provider.api());
        this.retries = new CallRetries(around.random());
        this.pauses = new Pauses(around.nanoTime());
        boolean places =
                !provider.api().base().names().isEmpty()
                        || provider.api().hosts().stream()
                                .anyMatch(each -> !each.names().isEmpty());
        this.fixed = places ? Optional.empty() : Optional.of(place(Map.of()));
    }

    Provider provider() {
        return provider;
    }

    CredentialPlacement placement() {
        return placement;
    }

    RefusedCredential refused() {
        return refused;
    }

    CallRetries retries() {
        return retries;
    }

    Pauses pauses() {
        return pauses;
    }

    /// @throws Problem where the account's variables make no address
    Place place(Account account) {
        return fixed.orElseGet(() -> places.get(account.variables(), this::place));
    }

    /// What the headers of the provider are filled with.
    Map<String, String> variables(Account account) {
        if (account.variables().isEmpty()) {
            return provider.given();
        }
        Map<String, String> all = new HashMap<>(provider.given());
        all.putAll(account.variables());
        return all;
    }

    /// The upstream that a call names, or the provider's base.
    ///
    /// @throws Problem where it is none of the provider's: a call to it would hand it the user's
    ///   token
    static Upstream chosen(Place place, Optional<String> named) {
        if (named.isEmpty()) {
            return place.base();
        }
        String wanted = plain(named.get());
        return place.others().stream()
                .filter(each -> plain(each.uri().toString()).equals(wanted))
                .map(Place.Other::upstream)
                .findFirst()
                .orElseThrow(() -> CallProblems.foreignHost(BASE));
    }

    private static String plain(String address) {
        String stripped = address.strip();
        String bare =
                stripped.endsWith("/") ? stripped.substring(0, stripped.length() - 1) : stripped;
        int scheme = bare.indexOf("://");
        int path = scheme < 0 ? -1 : bare.indexOf('/', scheme + 3);
        return path < 0
                ? bare.toLowerCase(Locale.ROOT)
                : bare.substring(0, path).toLowerCase(Locale.ROOT) + bare.substring(path);
    }

    private Place place(Map<String, String> variables) {
        try {
            ApiAddress base = filled(provider.api().base(), variables);
            Upstream upstream = upstream(base);
            List<Place.Other> others = new ArrayList<>();
            others.add(new Place.Other(base.uri(), upstream));
            for (Template host : provider.api().hosts()) {
                ApiAddress other = filled(host, variables);
                others.add(new Place.Other(other.uri(), upstream(other)));
            }
            return new Place(upstream, base.uri().getRawAuthority(), List.copyOf(others));
        } catch (IllegalArgumentException e) {
            throw CallProblems.noAddress(String.valueOf(e.getMessage()));
        }
    }

    private ApiAddress filled(Template template, Map<String, String> variables) {
        return ApiAddress.of(template, provider.given(), variables);
    }

    private Upstream upstream(ApiAddress address) {
        return upstreams.get(address, this::open);
    }

    private Upstream open(ApiAddress address) {
        UpstreamConfig config =
                new UpstreamConfig(
                        address.uri(),
                        List.of(),
                        0,
                        new UpstreamConfig.Limits(CONNECT, SILENCE, SILENCE, Duration.ZERO),
                        new UpstreamConfig.CircuitConfig(
                                10, Duration.ofSeconds(5), List.of(502, 503, 504)),
                        null,
                        false,
                        true);
        return Upstream.of(config, around.nanoTime(), null, OriginTls.USUAL, address.foreign());
    }
}
