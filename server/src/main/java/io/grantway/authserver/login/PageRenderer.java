package io.grantway.authserver.login;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.grantway.http.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/// Turns a [Page] into a response that no other site can frame, script, cache or learn from.
final class PageRenderer {
    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(ContentType.Html);
    private static final String SCRIPT_HASH = sha256(Page.Return.SCRIPT);

    private PageRenderer() {}

    /// A page whose forms end on this server.
    static Response render(int status, Page page) {
        return render(status, page, "'self'");
    }

    /// @param formAction where its forms may be sent, and redirected to
    static Response render(int status, Page page, String formAction) {
        return render(status, page, formAction, "");
    }

    /// A page whose form sends itself to an application: the one script that runs here, known to
    /// the browser by its hash.
    static Response selfSending(Page.Return page) {
        return render(
                200,
                page,
                FormTargets.leadingTo(page.action()),
                "; script-src 'sha256-" + SCRIPT_HASH + "'");
    }

    private static Response render(int status, Page page, String formAction, String scripts) {
        StringOutput html = new StringOutput(8192);
        TEMPLATES.render(template(page), page, html);
        return guarded(Response.html(status, html.toString()))
                .with("Content-Security-Policy", policy(formAction, page.ceremony()) + scripts)
                .with("X-Frame-Options", "DENY")
                .with("Cross-Origin-Opener-Policy", "same-origin")
                .with("Cross-Origin-Resource-Policy", "same-origin");
    }

    /// Sends the browser on to an application from a page that allowed its form to lead nowhere
    /// else: browsers apply that to every redirect that follows the form (CSP Level 3 §6.4.1.2),
    /// but not to where the next page leads.
    static Response onward(Page.Onward page) {
        return render(200, page).with("Refresh", "0;url=" + page.address());
    }

    /// The same to a provider.
    static Response onward(Page.Leaving page) {
        return render(200, page).with("Refresh", "0;url=" + page.address());
    }

    /// Sends the browser on with a GET. Never 307 or 308: those would hand the form, and with it
    /// the password, to the next server (RFC 9700 §4.12).
    static Response redirect(String location) {
        return guarded(Response.redirect(303, location));
    }

    private static Response guarded(Response response) {
        // A kept page could be shown to the next user of the browser; a referrer would carry the
        // authorization request to whatever the page links to.
        return response.with("Cache-Control", "no-store")
                .with("Referrer-Policy", "no-referrer")
                .with("X-Content-Type-Options", "nosniff");
    }

    /// The script is named by its whole address: `'self'` would let in whatever an API behind this
    /// gateway serves as a script.
    private static String policy(String formAction, Optional<Page.Ceremony> ceremony) {
        return ceremony.map(each -> "script-src " + each.script() + "; ").orElse("")
                + "default-src 'none'; style-src 'self'; img-src 'self'; form-action "
                + formAction
                + "; frame-ancestors 'none'; base-uri 'none'";
    }

    private static String template(Page page) {
        return switch (page) {
            case Page.Login _ -> "login/login.jte";
            case Page.Leaving _ -> "login/leaving.jte";
            case Page.Link _ -> "login/link.jte";
            case Page.Factor _ -> "login/factor.jte";
            case Page.Enrolment _ -> "login/enrolment.jte";
            case Page.RecoveryCodes _ -> "login/recoveryCodes.jte";
            case Page.Factors _ -> "login/factors.jte";
            case Page.Account _ -> "login/account.jte";
            case Page.Password _ -> "login/password.jte";
            case Page.Consent _ -> "login/consent.jte";
            case Page.Return _ -> "login/return.jte";
            case Page.Onward _ -> "login/onward.jte";
            case Page.DeviceCode _ -> "login/deviceCode.jte";
            case Page.Device _ -> "login/device.jte";
            case Page.Notice _ -> "login/notice.jte";
            case Page.Logout _ -> "login/logout.jte";
            case Page.LoggedOut _ -> "login/loggedOut.jte";
            case Page.Failure _ -> "login/failure.jte";
        };
    }

    private static String sha256(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
