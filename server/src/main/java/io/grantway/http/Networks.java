package io.grantway.http;

import java.util.List;

/// A set of networks. Immutable.
public final class Networks {
    private final List<Cidr> all;

    private Networks(List<Cidr> all) {
        this.all = List.copyOf(all);
    }

    /// @param entries addresses and networks such as `10.0.0.0/8`
    /// @throws IllegalArgumentException naming the entry that is wrong
    public static Networks parse(List<String> entries) {
        return new Networks(entries.stream().map(Cidr::parse).toList());
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /// @param address as text; what is none belongs to no network
    public boolean contains(String address) {
        byte[] bytes = Cidr.address(address).orElse(null);
        if (bytes == null) {
            return false;
        }
        for (Cidr each : all) {
            if (each.contains(bytes)) {
                return true;
            }
        }
        return false;
    }
}
