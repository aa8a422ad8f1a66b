package io.grantway.acceptance;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/// An authenticator of Chromium's own (Web Authentication Level 3 §11), whose user is always there
/// and shows a finger when asked. It can be plugged into one browser after the other.
final class SecurityKey {
    private CDPSession session;
    private String id;

    private SecurityKey(Page page) {
        session = opened(page);
        id = added(session);
    }

    static SecurityKey at(Page page) {
        return new SecurityKey(page);
    }

    /// Takes its passkeys along to another browser.
    void plugInto(Page page) {
        JsonObject asked = new JsonObject();
        asked.addProperty("authenticatorId", id);
        JsonArray passkeys =
                session.send("WebAuthn.getCredentials", asked).getAsJsonArray("credentials");
        session = opened(page);
        id = added(session);
        for (JsonElement passkey : passkeys) {
            JsonObject more = new JsonObject();
            more.addProperty("authenticatorId", id);
            more.add("credential", passkey);
            session.send("WebAuthn.addCredential", more);
        }
    }

    private static CDPSession opened(Page page) {
        CDPSession session = page.context().newCDPSession(page);
        session.send("WebAuthn.enable");
        return session;
    }

    private static String added(CDPSession session) {
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "usb");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject asked = new JsonObject();
        asked.add("options", options);
        return session.send("WebAuthn.addVirtualAuthenticator", asked)
                .get("authenticatorId")
                .getAsString();
    }
}
