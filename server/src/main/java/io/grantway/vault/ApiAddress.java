package io.grantway.vault;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An address of a provider's API with its places filled.
///
/// @param uri absolute, without query, fragment and user; its path has no slash at the end
/// @param foreign an account's variable chose the host: it is reached only where foreign addresses
///   may be
public record ApiAddress(URI uri, boolean foreign) {
    /// A place of the host alone: with a dot at its end, a slash or an `@`, whoever gives the value
    /// would choose another host than the template's.
    private static final Pattern IN_HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9-]+)*(:[0-9]+)?");

    private static final Pattern AUTHORITY = Pattern.compile("^(https?://)?([^/]*)(.*)$");
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]*)}");

    /// @param account the account's variables, which go before the provider's
    /// @throws IllegalArgumentException where a place has no value, or one that is not accepted
    public static ApiAddress of(
            Template template, Map<String, String> provider, Map<String, String> account) {
        Map<String, String> all = new HashMap<>(provider);
        all.putAll(account);
        Matcher parts = AUTHORITY.matcher(template.text());
        if (!parts.matches()) {
            throw new IllegalArgumentException("not an address: " + template);
        }
        boolean schemeGiven = parts.group(1) != null;
        boolean foreign = false;
        Matcher places = PLACE.matcher(parts.group(2));
        while (places.find()) {
            String name = places.group(1);
            foreign |= account.containsKey(name);
            check(name, all.get(name), schemeGiven);
        }
        String path = filledPath(parts.group(3), all);
        return new ApiAddress(
                parsed(new Template(orEmpty(parts.group(1)) + parts.group(2)).filled(all) + path),
                foreign);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static void check(String name, @Nullable String value, boolean schemeGiven) {
        if (value == null) {
            throw new IllegalArgumentException("{" + name + "} has no value yet");
        }
        // Without a scheme before it the place stands for a whole address, which is parsed below.
        if (schemeGiven && !IN_HOST.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "{" + name + "} has a value that cannot be part of a host");
        }
    }

    private static String filledPath(String path, Map<String, String> values) {
        for (String name : new Template(path).names()) {
            String value = values.get(name);
            if (value != null && !value.matches("[A-Za-z0-9_~.@:-]+(/[A-Za-z0-9_~.@:-]+)*")) {
                throw new IllegalArgumentException(
                        "{" + name + "} has a value that cannot be part of a path");
            }
            if (value != null && value.matches("(.*/)?\\.\\.?(/.*)?")) {
                throw new IllegalArgumentException(
                        "{" + name + "} has a value that leaves the path");
            }
        }
        return new Template(path).filled(values);
    }

    private static URI parsed(String text) {
        String plain = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        try {
            URI uri = new URI(plain);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (web
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && !uri.normalize().getRawPath().contains("..")) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // Told below, without the text: a variable may hold anything.
        }
        throw new IllegalArgumentException(
                "the address of the API, with its places filled, is none");
    }
}
