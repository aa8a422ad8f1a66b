package io.grantway.http;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// The addresses of the public internet (the registries of RFC 6890).
final class PublicAddresses {
    private static final Cidr ALL_IPV4 = Cidr.parse("0.0.0.0/0");

    /// Global unicast: loopback, link-local, unique local, mapped and translated (NAT64) addresses
    /// and multicast lie outside.
    private static final Cidr GLOBAL_IPV6 = Cidr.parse("2000::/3");

    private static final List<Cidr> SPECIAL =
            Stream.of(
                            "0.0.0.0/8", // this network
                            "10.0.0.0/8",
                            "100.64.0.0/10", // carriers' NAT
                            "127.0.0.0/8",
                            "168.63.129.16/32", // the metadata of a cloud, at a public address
                            "169.254.0.0/16", // link-local, and the metadata of most clouds
                            "172.16.0.0/12",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.88.99.0/24", // relays of 6to4
                            "192.168.0.0/16",
                            "198.18.0.0/15", // benchmarks
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "224.0.0.0/3", // multicast, reserved, broadcast
                            "2001::/23", // Teredo and others that carry an IPv4 address
                            "2001:db8::/32",
                            "2002::/16", // 6to4 carries an IPv4 address
                            "3fff::/20")
                    .map(Cidr::parse)
                    .toList();

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return (ALL_IPV4.contains(bytes) || GLOBAL_IPV6.contains(bytes))
                && SPECIAL.stream().noneMatch(each -> each.contains(bytes));
    }
}
