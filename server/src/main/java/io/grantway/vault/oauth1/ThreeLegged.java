package io.grantway.vault.oauth1;

import io.grantway.config.Secret;
import io.grantway.http.Outgoing;
import io.grantway.http.Parameters;
import io.grantway.vault.Access;
import io.grantway.vault.AccountUnavailable;
import io.grantway.vault.AccountUnavailable.Reason;
import io.grantway.vault.FixedCredential.OAuth1Token;
import io.grantway.vault.OAuth1Config;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// How a user's token is had from a provider of OAuth 1.0a (RFC 5849 §2): temporary credentials,
/// the user's word in a browser, and the token for both. Keeps nothing. Thread-safe.
public final class ThreeLegged {
    private static final String TOKEN = "oauth_token";
    private static final String TOKEN_SECRET = "oauth_token_secret";
    private static final String CALLBACK = "oauth_callback";

    /// Of what an answer holds beside the token; more is left out.
    private static final int MOST_METADATA = 32;

    private static final int LONGEST_METADATA = 2048;

    private final SignedRequests requests;

    /// @param random that nobody can foresee
    public ThreeLegged(Outgoing outgoing, InstantSource clock, RandomGenerator random) {
        requests = new SignedRequests(outgoing, clock, random);
    }

    /// Temporary credentials (RFC 5849 §2.1). The token goes through the user's browser; what is
    /// shared with it does not.
    public record Temporary(String token, Secret shared) {
        @Override
        public String toString() {
            return "Temporary";
        }
    }

    /// A user's token.
    ///
    /// @param metadata what else the answer held, such as the user's name there; nothing of the
    ///   protocol
    public record Token(OAuth1Token credential, Map<String, String> metadata) {
        public Token {
            metadata = Map.copyOf(metadata);
        }

        @Override
        public String toString() {
            return "Token" + metadata.keySet();
        }
    }

    /// Asks for temporary credentials. Blocks.
    ///
    /// @param callback where the user comes back to
    /// @throws AccountUnavailable where there are none
    public Temporary temporary(Access.OAuth1 access, URI callback) {
        boolean before = !access.callbackAtAuthorization();
        Parameters answer =
                requests.ask(
                        access.client(),
                        access.requestMethod(),
                        access.requestTokenUrl(),
                        before ? Map.of(CALLBACK, callback.toString()) : Map.of(),
                        access.inQuery(),
                        Reason.PROVIDER_SETTINGS);
        // A provider that overlooked the callback is one of OAuth 1.0: whoever starts a flow could
        // have another user end it (session fixation), since no verifier would be asked for.
        if (before && !answer.first("oauth_callback_confirmed").equals(Optional.of("true"))) {
            throw unavailable(
                    "the provider did not confirm the callback; it may know OAuth 1.0 only");
        }
        return new Temporary(required(answer, TOKEN), Secret.of(required(answer, TOKEN_SECRET)));
    }

    /// Where the user's browser goes (RFC 5849 §2.2).
    ///
    /// @param callback the one that the credentials were asked for with
    public URI authorize(Access.OAuth1 access, Temporary temporary, URI callback) {
        SequencedMap<String, String> query = new LinkedHashMap<>(access.authorizationParameters());
        query.put(TOKEN, temporary.token());
        if (access.callbackAtAuthorization()) {
            query.put(CALLBACK, callback.toString());
        }
        String address = access.authorizationUrl().toString();
        String joint = access.authorizationUrl().getRawQuery() == null ? "?" : "&";
        return URI.create(
                address
                        + joint
                        + query.entrySet().stream()
                                .map(each ->
                                        PercentEncoding.of(each.getKey())
                                                + "="
                                                + PercentEncoding.of(each.getValue()))
                                .collect(Collectors.joining("&")));
    }

    /// Trades the temporary credentials for a token (RFC 5849 §2.3). Blocks.
    ///
    /// @param verifier that the callback brought; empty where the provider has none (OAuth 1.0)
    /// @throws AccountUnavailable where it refuses
    public Token token(Access.OAuth1 access, Temporary temporary, Optional<String> verifier) {
        if (verifier.isEmpty() && !access.callbackAtAuthorization()) {
            throw new AccountUnavailable(
                    Reason.RECONNECT,
                    "the provider sent the user back without oauth_verifier",
                    Optional.empty());
        }
        OAuth1Config signer =
                access.client().with(Secret.of(temporary.token()), temporary.shared());
        Parameters answer =
                requests.ask(
                        signer,
                        access.accessMethod(),
                        access.accessTokenUrl(),
                        verifier.map(text -> Map.of("oauth_verifier", text)).orElse(Map.of()),
                        access.inQuery(),
                        Reason.RECONNECT);
        return new Token(
                new OAuth1Token(
                        Secret.of(required(answer, TOKEN)),
                        Secret.of(required(answer, TOKEN_SECRET))),
                metadata(answer));
    }

    private static Map<String, String> metadata(Parameters answer) {
        return answer.names().stream()
                .filter(name -> !name.startsWith("oauth_") && name.length() <= LONGEST_METADATA)
                .filter(name -> answer.first(name).orElse("").length() <= LONGEST_METADATA)
                .limit(MOST_METADATA)
                .collect(Collectors.toMap(name -> name, name -> answer.first(name).orElse("")));
    }

    private static String required(Parameters answer, String name) {
        return answer.first(name)
                .filter(text -> name.equals(TOKEN_SECRET) || !text.isEmpty())
                .orElseThrow(() -> unavailable("the provider's answer has no " + name));
    }

    private static AccountUnavailable unavailable(String text) {
        return new AccountUnavailable(Reason.PROVIDER_SETTINGS, text, Optional.empty());
    }
}
