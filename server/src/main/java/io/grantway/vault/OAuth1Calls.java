package io.grantway.vault;

import io.grantway.config.Secret;
import io.grantway.vault.FixedCredential.OAuth1Token;
import io.grantway.vault.OAuth1Config.SignatureMethod;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Signs the calls of accounts at one provider of OAuth 1.0a (RFC 5849 §3).
record OAuth1Calls(Access.OAuth1 access, InstantSource clock, RandomGenerator random) {
    private static final Pattern PARAMETER = Pattern.compile("(oauth_[a-z_]+)=\"([^\"]*)\"");

    /// RSA takes a millisecond.
    boolean takesLong() {
        return access.client().signatureMethod() == SignatureMethod.RSA_SHA1;
    }

    /// Adds the field that proves the call.
    ///
    /// @return what is added to the query instead, where the provider wants it there
    String sign(OAuth1Token token, SignedCall call, List<String> fields) {
        Secret proof = new OAuth1Signer(with(token), clock, random).authorization(call);
        return proof.expose(text -> {
            if (access.inQuery()) {
                return query(text);
            }
            fields.add("Authorization");
            fields.add(text);
            return "";
        });
    }

    private OAuth1Config with(OAuth1Token token) {
        OAuth1Config client = access.client();
        return new OAuth1Config(
                client.consumerKey(),
                client.consumerSecret(),
                token.token(),
                token.shared(),
                client.signatureMethod(),
                client.privateKey(),
                client.realm(),
                client.bodyHash());
    }

    /// RFC 5849 §3.5.3: the same parameters, encoded the same way (§3.6).
    private static String query(String header) {
        StringBuilder query = new StringBuilder();
        PARAMETER
                .matcher(header)
                .results()
                .forEach(each ->
                        query.append(query.isEmpty() ? "" : "&")
                                .append(each.group(1))
                                .append('=')
                                .append(each.group(2)));
        return query.toString();
    }
}
