package io.grantway.kong.resource;

import java.util.Locale;
import java.util.regex.Pattern;

/// The rule between Kong's names (`client_id`) and a configuration's (`clientId`).
final class Names {
    private static final Pattern UNDERSCORE = Pattern.compile("_([a-z0-9])");
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    private Names() {}

    static String setting(String kong) {
        return UNDERSCORE
                .matcher(kong)
                .replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
    }

    static String kong(String setting) {
        return CAPITAL.matcher(setting)
                .replaceAll(found -> "_" + found.group().toLowerCase(Locale.ROOT));
    }
}
