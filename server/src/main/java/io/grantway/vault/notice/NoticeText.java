package io.grantway.vault.notice;

import io.grantway.http.Json;
import io.grantway.vault.NoticeDelivery;
import io.grantway.vault.VaultEvent.Kind;
import io.grantway.vault.VaultNotice;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a notice says, to programs and to people.
public final class NoticeText {
    /// More would fill a mailbox; the listing has them all.
    private static final int IN_A_MAIL = 100;

    private NoticeText() {}

    /// Such as `account.reconnect_needed`.
    public static String type(Kind kind) {
        return "account." + kind.name().toLowerCase(Locale.ROOT);
    }

    /// The body of a webhook.
    static String json(NoticeDelivery delivery, List<VaultNotice> notices) {
        ObjectNode json = Json.object();
        json.put("id", delivery.batch().toString())
                .put("type", type(delivery.kind()))
                .put("at", delivery.made().toString())
                .put("workspace", delivery.workspace());
        ArrayNode accounts = json.putArray("accounts");
        for (VaultNotice each : notices) {
            accounts.addObject()
                    .put("app", each.account().app())
                    .put("user", each.account().user())
                    .put("provider", each.account().provider())
                    .put("label", each.label().orElse(null))
                    .put("trouble", each.trouble().orElse(null))
                    .put("endsAt", each.ends().map(Object::toString).orElse(null));
        }
        return Json.write(json);
    }

    static String subject(NoticeDelivery delivery, int accounts) {
        String many = accounts == 1 ? "1 account" : accounts + " accounts";
        String what =
                delivery.kind() == Kind.ENDS_SOON
                        ? " will soon need connecting again"
                        : " must be connected again";
        return line(many + " at " + delivery.provider() + what + " (" + delivery.app() + ")");
    }

    /// The text of a mail.
    static String text(NoticeDelivery delivery, List<VaultNotice> notices) {
        StringBuilder text = new StringBuilder(beginning(delivery)).append("\n\n");
        for (VaultNotice each : notices.subList(0, Math.min(IN_A_MAIL, notices.size()))) {
            text.append("  ").append(line(each.account().user()));
            each.label().ifPresent(label -> text.append(" (").append(line(label)).append(')'));
            each.trouble().ifPresent(why -> text.append(": ").append(line(why)));
            each.ends().ifPresent(ends -> text.append(", ends ").append(ends));
            text.append('\n');
        }
        if (notices.size() > IN_A_MAIL) {
            text.append("  and ").append(notices.size() - IN_A_MAIL).append(" more\n");
        }
        return text.append('\n').append(advice(delivery)).toString();
    }

    private static String beginning(NoticeDelivery delivery) {
        String where =
                "the app " + delivery.app() + " (workspace " + delivery.workspace() + ") at ";
        return line(
                delivery.kind() == Kind.ENDS_SOON
                        ? "What these users of "
                                + where
                                + delivery.provider()
                                + " allowed ends soon:"
                        : "These users of "
                                + where
                                + delivery.provider()
                                + " must connect their accounts again. The provider has ended what"
                                + " they had allowed:");
    }

    private static String advice(NoticeDelivery delivery) {
        String link = "send them a link of POST /vault/v1/sessions with \"reconnect\": true";
        return delivery.kind() == Kind.ENDS_SOON
                ? "Calls work until then. So that they go on, " + link + ".\n"
                : "Calls of these accounts fail until then. What to do: "
                        + link
                        + ".\nWhere it hits many users at once, look at the provider's settings"
                        + " first: a client whose secret was changed or that was blocked looks the"
                        + " same to them.\n\nNotice "
                        + delivery.batch()
                        + "\n";
    }

    /// Names of users are others' texts: none may begin a line of its own.
    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
