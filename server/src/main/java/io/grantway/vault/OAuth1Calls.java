package io.grantway.vault;

import io.grantway.vault.FixedCredential.OAuth1Token;
import io.grantway.vault.OAuth1Config.SignatureMethod;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Signs the calls of accounts at one provider of OAuth 1.0a (RFC 5849 §3).
record OAuth1Calls(Access.OAuth1 access, InstantSource clock, RandomGenerator random) {
    /// RSA takes a millisecond.
    boolean takesLong() {
        return access.client().signatureMethod() == SignatureMethod.RSA_SHA1;
    }

    /// Adds the field that proves the call.
    ///
    /// @return what is added to the query instead, where the provider wants it there
    String sign(OAuth1Token token, SignedCall call, List<String> fields) {
        OAuth1Config client = access.client().with(token.token(), token.shared());
        OAuth1Signer signer = new OAuth1Signer(client, clock, random);
        if (access.inQuery()) {
            return signer.parameters(call, Map.of(), Duration.ZERO);
        }
        fields.add("Authorization");
        fields.add(signer.authorization(call).expose(text -> text));
        return "";
    }
}
