package io.grantway.vault.provider;

import io.grantway.vault.Access;
import io.grantway.vault.Provider;
import io.grantway.vault.Template;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the value of a variable may be, by where it stands. A value that could leave its place in
/// an address would send an account's token, or the operator's client credentials, to somebody
/// else.
public final class VariableRule {
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._~-]{1,255}");
    private static final Pattern VISIBLE = Pattern.compile("[\\x20-\\x7e]{1,1000}");
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private VariableRule() {}

    /// What is wrong with a value of a provider's variable, behind the variable's name.
    public static Optional<String> mistake(Provider provider, String name, String value) {
        Optional<String> pattern =
                provider.variables().stream()
                        .filter(variable -> variable.name().equals(name))
                        .findFirst()
                        .flatMap(Provider.Variable::pattern);
        return mistake(addresses(provider), name, pattern, value);
    }

    /// @param addresses in which it may stand
    static Optional<String> mistake(
            List<String> addresses, String name, Optional<String> pattern, String value) {
        if (!VISIBLE.matcher(value).matches()) {
            return Optional.of("must be 1 to 1000 visible characters");
        }
        if (pattern.isPresent() && !Pattern.matches(pattern.get(), value)) {
            return Optional.of("must match " + pattern.get());
        }
        String place = "{" + name + "}";
        if (addresses.stream().anyMatch(address -> address.startsWith(place))) {
            return isWholeAddress(value)
                    ? Optional.empty()
                    : Optional.of(
                            "must be an https:// address without query, fragment and user, and"
                                    + " without a slash at its end");
        }
        boolean within = addresses.stream().anyMatch(address -> address.contains(place));
        boolean dots = value.equals(".") || value.equals("..");
        return within && (dots || !SEGMENT.matcher(value).matches())
                ? Optional.of("must be letters, digits, `.`, `-`, `_` and `~` only")
                : Optional.empty();
    }

    /// Whether it may be the beginning of an address: over TLS, or on this machine.
    static boolean isWholeAddress(String value) {
        try {
            URI uri = new URI(value);
            return isSafe(uri)
                    && uri.getRawQuery() == null
                    && !value.endsWith("/")
                    && uri.normalize().equals(uri);
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /// Whether nobody on the way can read what is sent there.
    static boolean isSafe(URI uri) {
        boolean loopback = uri.getHost() != null && LOOPBACK.contains(uri.getHost());
        return uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null
                && ("https".equals(uri.getScheme())
                        || (loopback && "http".equals(uri.getScheme())));
    }

    private static List<String> addresses(Provider provider) {
        List<Template> all = new ArrayList<>();
        all.add(provider.api().base());
        all.addAll(provider.api().hosts());
        provider.userInfo().flatMap(Provider.UserInfo::url).ifPresent(all::add);
        provider.variables().forEach(variable -> variable.lookup().ifPresent(all::add));
        if (provider.access() instanceof Access.OAuth2 oauth2) {
            Stream.of(
                            oauth2.authorizationUrl(),
                            oauth2.deviceAuthorizationUrl(),
                            oauth2.issuer(),
                            oauth2.metadata(),
                            oauth2.revocation().url())
                    .flatMap(Optional::stream)
                    .forEach(all::add);
        }
        return all.stream().map(Template::text).toList();
    }

    /// @throws IllegalArgumentException naming the first that may not stand there
    static void require(
            List<String> addresses,
            Map<String, Provider.Variable> variables,
            Map<String, String> values) {
        values.forEach((name, value) -> {
            Optional<String> pattern =
                    Optional.ofNullable(variables.get(name)).flatMap(Provider.Variable::pattern);
            mistake(addresses, name, pattern, value)
                    .ifPresent(mistake -> {
                        throw new IllegalArgumentException(name + " " + mistake);
                    });
        });
    }
}
