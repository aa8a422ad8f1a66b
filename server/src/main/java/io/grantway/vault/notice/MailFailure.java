package io.grantway.vault.notice;

/// A mail server did not take a mail.
final class MailFailure extends Exception {
    private static final long serialVersionUID = 1L;

    MailFailure(String text, Throwable cause) {
        super(text, cause);
    }
}
