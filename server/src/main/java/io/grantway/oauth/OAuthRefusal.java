package io.grantway.oauth;

/// Stops an OAuth request. Thrown by whoever finds the reason, caught once by the endpoint, which
/// renders it.
public final class OAuthRefusal extends RuntimeException {
    private final Refusal refusal;
    private final String subject;
    private final String privateText;

    /// @param subject the value that the refusal is about, where its text names it (a scope, a
    ///   method); else empty
    /// @param privateText for the log: which check, which value, which setting; never a secret
    public OAuthRefusal(Refusal refusal, String subject, String privateText) {
        super(refusal.text(), null, false, false);
        this.refusal = refusal;
        this.subject = subject;
        this.privateText = privateText;
    }

    public OAuthRefusal(Refusal refusal) {
        this(refusal, "", "");
    }

    /// The same refusal with a text for the log.
    public OAuthRefusal because(String text) {
        return new OAuthRefusal(refusal, subject, text);
    }

    public Refusal refusal() {
        return refusal;
    }

    public String subject() {
        return subject;
    }

    public String privateText() {
        return privateText;
    }
}
