package io.grantway.http;

import java.util.List;

/// The networks whose `Forwarded` and `X-Forwarded-*` fields, and request ids, are believed.
public final class TrustedProxies {
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private final List<Cidr> networks;

    private TrustedProxies(List<Cidr> networks) {
        this.networks = networks;
    }

    /// @param networks such as `10.0.0.0/8`, `::1`, `192.0.2.7`
    /// @throws IllegalArgumentException naming the entry that is not a network
    public static TrustedProxies of(List<String> networks) {
        return networks.isEmpty()
                ? NONE
                : new TrustedProxies(networks.stream().map(Cidr::parse).toList());
    }

    public boolean isEmpty() {
        return networks.isEmpty();
    }

    /// Whether an address, written in digits, is in one of the networks. A name never is.
    public boolean contains(String address) {
        if (networks.isEmpty()) {
            return false;
        }
        byte[] bytes = Cidr.address(address).orElse(null);
        if (bytes == null) {
            return false;
        }
        for (Cidr network : networks) {
            if (network.contains(bytes)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return networks.toString();
    }
}
