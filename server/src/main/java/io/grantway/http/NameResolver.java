package io.grantway.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// The addresses behind a host's name.
@FunctionalInterface
public interface NameResolver {
    /// As the operating system says.
    NameResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /// @param host a name, or an address in digits, IPv6 without brackets
    /// @throws UnknownHostException where it has none
    List<InetAddress> addresses(String host) throws UnknownHostException;
}
