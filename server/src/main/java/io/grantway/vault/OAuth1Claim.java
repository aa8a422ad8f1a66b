package io.grantway.vault;

import io.grantway.config.Secret;
import io.grantway.http.Parameters;
import io.grantway.vault.oauth1.BaseString;
import io.grantway.vault.oauth1.Signatures;
import io.grantway.vault.oauth1.SigningSecrets;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a request of OAuth 1.0a says of itself, seen from the server (RFC 5849 §3.2): whether it is
/// true is for whoever knows the secrets.
public final class OAuth1Claim {
    private static final String SIGNATURE = "oauth_signature";
    private static final Pattern SCHEME = Pattern.compile("(?i)OAuth[ \\t]+");
    private static final Pattern PARAMETER =
            Pattern.compile("\\G[ \\t,]*([A-Za-z0-9_.~%-]+)=\"([^\"]*)\"");

    private final SignedCall call;
    private final Parameters protocol;
    private final List<Parameters> signed;

    private OAuth1Claim(SignedCall call, Parameters protocol, List<Parameters> signed) {
        this.call = call;
        this.protocol = protocol;
        this.signed = signed;
    }

    /// Reads the protocol's parameters where they stand: in `Authorization`, in the form or in the
    /// query (RFC 5849 §3.5). Empty where there is no signature in any, or one of them stands there
    /// twice (§3.2).
    ///
    /// @param authorization the header field
    public static Optional<OAuth1Claim> of(SignedCall call, Optional<String> authorization) {
        String raw = call.uri().getRawQuery();
        Parameters query = Parameters.parse(raw == null ? "" : raw);
        Parameters form = call.isForm() ? Parameters.parse(call.body().text()) : Parameters.EMPTY;
        Parameters header = authorization.map(OAuth1Claim::fields).orElse(Parameters.EMPTY);
        Parameters protocol =
                header.first(SIGNATURE).isPresent()
                        ? header
                        : form.first(SIGNATURE).isPresent() ? form : query;
        boolean twice =
                protocol.names().stream()
                        .anyMatch(
                                name -> name.startsWith("oauth_") && protocol.all(name).size() > 1);
        if (twice || protocol.first(SIGNATURE).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new OAuth1Claim(
                        call,
                        protocol,
                        List.of(
                                without(query, false),
                                without(form, false),
                                without(header, true))));
    }

    /// RFC 5849 §3.5.1
    private static Parameters fields(String authorization) {
        Matcher scheme = SCHEME.matcher(authorization);
        if (!scheme.lookingAt()) {
            return Parameters.EMPTY;
        }
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        Matcher each =
                PARAMETER.matcher(authorization).region(scheme.end(), authorization.length());
        while (each.find()) {
            entries.add(new SimpleImmutableEntry<>(decoded(each.group(1)), decoded(each.group(2))));
        }
        return Parameters.ofEntries(entries);
    }

    /// The encoding of OAuth 1.0a (RFC 5849 §3.6), where `+` is itself.
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    private static Parameters without(Parameters parameters, boolean header) {
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        for (String name : parameters.names()) {
            boolean realm = header && name.toLowerCase(Locale.ROOT).equals("realm");
            if (!name.equals(SIGNATURE) && !realm) {
                parameters
                        .all(name)
                        .forEach(value -> entries.add(new SimpleImmutableEntry<>(name, value)));
            }
        }
        return Parameters.ofEntries(entries);
    }

    /// A parameter of the protocol, such as `oauth_token`.
    public Optional<String> parameter(String name) {
        return protocol.first(name);
    }

    /// Whether the request was signed with these.
    ///
    /// @param publicKey of the client, as PEM, for `RSA-SHA1`
    public boolean isSignedWith(
            Secret consumerSecret, Secret tokenSecret, Optional<String> publicKey) {
        var secrets = new SigningSecrets(consumerSecret, tokenSecret, Optional.empty());
        String signature = protocol.first(SIGNATURE).orElse("");
        return switch (protocol.first("oauth_signature_method").orElse("")) {
            case "HMAC-SHA1" ->
                    Secret.of(Signatures.hmac("HmacSHA1", base(), secrets)).matches(signature);
            case "HMAC-SHA256" ->
                    Secret.of(Signatures.hmac("HmacSHA256", base(), secrets)).matches(signature);
            case "RSA-SHA1" ->
                    publicKey
                            .filter(key -> Signatures.isRsaSha1(base(), signature, key))
                            .isPresent();
            case "PLAINTEXT" -> Secret.of(Signatures.plaintext(secrets)).matches(signature);
            default -> false;
        };
    }

    private String base() {
        return BaseString.of(call.method(), call.uri(), signed);
    }

    /// Names only: values may be secrets.
    @Override
    public String toString() {
        return "OAuth1Claim" + protocol;
    }
}
