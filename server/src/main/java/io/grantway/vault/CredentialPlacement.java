package io.grantway.vault;

import io.grantway.http.HeaderList;
import io.grantway.http.Headers;
import io.grantway.vault.FixedCredential.OAuth1Token;
import io.grantway.vault.FixedCredential.UserPass;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Where a provider wants the credential of a call, and what else its calls need. Thread-safe.
public final class CredentialPlacement {
    private static final String AUTHORIZATION = "Authorization";
    private static final String PLACE = "{token}";

    /// What every HTTP client says of itself without having been told to: the provider's wish is
    /// worth more.
    private static final String USER_AGENT = "User-Agent";

    private static final String ACCEPT = "Accept";

    private final Optional<Field> field;
    private final Optional<String> parameter;
    private final Map<String, Template> headers;
    private final Optional<OAuth1Calls> signing;

    /// The field of the credential.
    private record Field(String name, String before, String after) {
        static Field of(String line) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            int place = value.indexOf(PLACE);
            if (colon < 1 || place < 0) {
                throw new IllegalArgumentException(
                        "the field of the credential must be such as `Authorization: Bearer"
                                + " {token}`, and not \""
                                + line
                                + '"');
            }
            return new Field(
                    line.substring(0, colon).strip(),
                    value.substring(0, place),
                    value.substring(place + PLACE.length()));
        }
    }

    /// What a call is given.
    ///
    /// @param fields to set
    /// @param query to add to the call's own, encoded; empty for nothing
    public record Placed(HeaderList fields, String query) {
        /// Nothing of it: it is a credential.
        @Override
        public String toString() {
            return "Placed";
        }
    }

    /// @param random that nobody can foresee, for nonces
    public CredentialPlacement(Provider provider, InstantSource clock, RandomGenerator random) {
        ProviderApi api = provider.api();
        this.field = api.credential().map(Field::of);
        this.parameter = api.credentialQuery();
        this.headers = Map.copyOf(api.headers());
        this.signing =
                provider.access() instanceof Access.OAuth1 oauth1
                        ? Optional.of(new OAuth1Calls(oauth1, clock, random))
                        : Optional.empty();
    }

    /// Whether calls are signed, which needs the form that they send.
    public boolean signs() {
        return signing.isPresent();
    }

    /// Whether signing a call takes so long that others must not wait for it.
    public boolean takesLong() {
        return signing.map(OAuth1Calls::takesLong).orElse(false);
    }

    /// What a call with a credential is given beside what it brought.
    ///
    /// @param variables of provider and account
    /// @param own the call's own fields, of which those stand that the provider only has a usual
    ///   value for
    /// @param call asked only where it is signed
    /// @throws IllegalArgumentException where a variable has no value, or the call's form is none
    public Placed placed(
            Credential credential,
            Map<String, String> variables,
            Headers own,
            Supplier<SignedCall> call) {
        List<String> fields = new ArrayList<>();
        headers.forEach((name, value) -> {
            if (!stands(name, own)) {
                fields.add(name);
                fields.add(value.filled(variables));
            }
        });
        String query = prove(credential, call, fields);
        return new Placed(HeaderList.of(fields.toArray(String[]::new)), query);
    }

    private static boolean stands(String name, Headers own) {
        if (name.equalsIgnoreCase(USER_AGENT)) {
            return false;
        }
        Optional<String> said = own.first(name);
        return said.isPresent() && !(name.equalsIgnoreCase(ACCEPT) && said.get().equals("*/*"));
    }

    private String prove(Credential credential, Supplier<SignedCall> call, List<String> fields) {
        return switch (credential) {
            case Credential.Token(var token) ->
                    token.value().expose(text -> put(text, word(token.type()), fields));
            case Credential.Fixed(FixedCredential.Key(var value)) ->
                    value.expose(text -> put(text, "Bearer", fields));
            case Credential.Fixed(UserPass(var username, var word)) ->
                    word.expose(text -> put(base64(username + ":" + text), "Basic", fields));
            case Credential.Fixed(OAuth1Token token) ->
                    signing.orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "an account of OAuth 1.0a at a provider of another"
                                                    + " kind: connect it again"))
                            .sign(token, call.get(), fields);
        };
    }

    /// @param word before the token in `Authorization`, where the provider names no place for it
    private String put(String text, String word, List<String> fields) {
        if (parameter.isPresent()) {
            return parameter.get() + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
        if (field.isPresent()) {
            Field to = field.get();
            fields.add(to.name());
            fields.add(to.before() + text + to.after());
        } else {
            fields.add(AUTHORIZATION);
            fields.add(word + " " + text);
        }
        return "";
    }

    /// RFC 6750 §2.1; servers say `bearer` and want `Bearer`.
    private static String word(String type) {
        return type.toLowerCase(Locale.ROOT).equals("bearer") ? "Bearer" : type;
    }

    /// RFC 7617 §2
    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
