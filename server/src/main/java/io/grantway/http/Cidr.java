package io.grantway.http;

import java.net.InetAddress;
import java.util.Optional;

/// A block of IP addresses (RFC 4632, RFC 4291 §2.3). An IPv4 address mapped into IPv6 counts as
/// the IPv4 address that it is.
final class Cidr {
    private final byte[] network;
    private final int bits;

    private Cidr(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        byte[] network = address(host).orElseThrow(() -> wrong(text));
        int bits = slash < 0 ? network.length * 8 : bits(text, slash);
        if (bits > network.length * 8) {
            throw wrong(text);
        }
        return new Cidr(network, bits);
    }

    private static int bits(String text, int slash) {
        String digits = text.substring(slash + 1);
        if (digits.isEmpty()
                || digits.length() > 3
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw wrong(text);
        }
        return Integer.parseInt(digits);
    }

    /// The bytes of an address written in digits; empty for a name, which is never looked up.
    static Optional<byte[]> address(String text) {
        String plain =
                text.startsWith("[") && text.endsWith("]")
                        ? text.substring(1, text.length() - 1)
                        : text;
        try {
            return Optional.of(InetAddress.ofLiteral(plain).getAddress());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || ((address[whole] ^ network[whole]) & (0xFF << (8 - rest)) & 0xFF) == 0;
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not a network: write an address or a block, such as 10.0.0.0/8");
    }

    @Override
    public String toString() {
        StringBuilder hex = new StringBuilder();
        for (byte b : network) {
            hex.append(Byte.toUnsignedInt(b)).append('.');
        }
        return hex.substring(0, hex.length() - 1) + "/" + bits;
    }
}
