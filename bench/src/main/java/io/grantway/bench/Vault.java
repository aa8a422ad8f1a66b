package io.grantway.bench;

import java.util.Arrays;

/// What the token vault costs: `calls` with a user's account beside the gateway's own, `accounts`
/// when there are a million of them, and a rotation of `keys` while they are used.
///
/// Arguments: the folder of an unpacked distribution, which of them, and its own.
public final class Vault {
    private Vault() {}

    public static void main(String[] arguments) throws Exception {
        String[] own = arguments.clone();
        String which = own.length > 1 ? own[1] : "";
        String[] rest = own.length > 2 ? Arrays.copyOfRange(own, 2, own.length) : new String[0];
        switch (which) {
            case "calls" -> VaultCalls.run(own[0], rest);
            case "accounts" -> VaultAccounts.run(rest);
            case "keys" -> VaultKeys.run(rest);
            default -> throw new IllegalArgumentException("calls, accounts or keys");
        }
    }
}
