package io.grantway.vault.mapping;

import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.vault.Credential;
import io.grantway.vault.FixedCredential;

/// What a provider answered, whole.
///
/// @param url that was asked, without anything of the credential
/// @param credential that it was asked with
record ProviderAnswer(
        int status, HeaderList headers, Body body, String url, Credential credential) {
    /// The body without the credential, should the provider have repeated it.
    String shown() {
        return without(body.text());
    }

    /// A text of the answer without the credential.
    String without(String text) {
        return switch (credential) {
            case Credential.Token(var token) -> without(token.value(), text);
            case Credential.Fixed(FixedCredential.Key(var value)) -> without(value, text);
            case Credential.Fixed(FixedCredential.UserPass(var _, var word)) -> without(word, text);
            case Credential.Fixed(FixedCredential.OAuth1Token(var token, var shared)) ->
                    without(shared, without(token, text));
        };
    }

    private static String without(Secret secret, String text) {
        return secret.isEmpty() ? text : secret.expose(it -> text.replace(it, "[secret]"));
    }

    @Override
    public String toString() {
        return "ProviderAnswer[" + status + "]";
    }
}
