package io.grantway.vault.notice;

import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.VaultNotifyConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Who is told, by the configuration.
public final class Receivers {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+");

    private Receivers() {}

    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    /// Whether somebody is to be told by mail.
    public static boolean needMail(VaultConfig vault) {
        return vault.notices().stream().anyMatch(each -> each.mail() != null);
    }

    /// @param mails whether there is a mail server; nobody is told by mail without
    static List<Receiver> of(VaultConfig vault, boolean mails) {
        List<Receiver> receivers = new ArrayList<>();
        for (VaultNotifyConfig each : vault.notices()) {
            String webhook = each.webhook();
            Secret secret = each.secret();
            String mail = each.mail();
            if (webhook != null && !webhook.isBlank() && secret != null) {
                receivers.add(webhook(URI.create(webhook), secret));
            }
            if (mail != null && mails) {
                receivers.add(new Receiver.Mail("mail:" + mail, mail));
            }
        }
        return List.copyOf(receivers);
    }

    /// The path of a webhook may be a secret; its hash tells two of one host apart.
    private static Receiver webhook(URI uri, Secret secret) {
        String name = "webhook:" + uri.getHost() + "#" + TokenHash.of(uri.toString()).fingerprint();
        return new Receiver.Webhook(name, uri, secret);
    }
}
