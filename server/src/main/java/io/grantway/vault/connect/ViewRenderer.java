package io.grantway.vault.connect;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.grantway.http.Response;
import java.util.Optional;

/// Turns a [View] into a response that no other site can frame, script, cache or learn from.
final class ViewRenderer {
    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(ContentType.Html);

    private ViewRenderer() {}

    static Response render(int status, View view) {
        StringOutput html = new StringOutput(8192);
        TEMPLATES.render(template(view), view, html);
        return guarded(Response.html(status, html.toString()))
                .with("Content-Security-Policy", policy(message(view)))
                .with("X-Frame-Options", "DENY")
                .with("Cross-Origin-Resource-Policy", "same-origin");
    }

    /// Sends the browser on to a provider. After a form by a page that goes on by itself: browsers
    /// apply `form-action` to every redirect that follows a form (CSP Level 3 §6.4.1.2), and where
    /// a provider leads from its first address nobody can know.
    static Response leaving(View.Leaving view) {
        return render(200, view).with("Refresh", "0;url=" + view.address());
    }

    /// Sends the browser on with a GET. Never 307: that would hand the form on (RFC 9700 §4.12).
    static Response redirect(String location) {
        return guarded(Response.redirect(303, location));
    }

    private static Response guarded(Response response) {
        // A kept page could be shown to the next user of the browser; a referrer would carry the
        // link of the session to whatever the page links to.
        return response.with("Cache-Control", "no-store")
                .with("Referrer-Policy", "no-referrer")
                .with("X-Content-Type-Options", "nosniff");
    }

    /// The script is named by its whole address: `'self'` would let in whatever an API behind this
    /// gateway serves as a script.
    private static String policy(Optional<View.Message> message) {
        return message.map(each -> "script-src " + each.script() + "; ").orElse("")
                + "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                + " frame-ancestors 'none'; base-uri 'none'";
    }

    private static Optional<View.Message> message(View view) {
        return switch (view) {
            case View.Done done -> done.message();
            case View.Failed failed -> failed.message();
            case View.Choose _ -> Optional.empty();
            case View.Ask _ -> Optional.empty();
            case View.Leaving _ -> Optional.empty();
            case View.DeviceCode _ -> Optional.empty();
            case View.Working _ -> Optional.empty();
        };
    }

    private static String template(View view) {
        return switch (view) {
            case View.Choose _ -> "connect/choose.jte";
            case View.Ask _ -> "connect/ask.jte";
            case View.Leaving _ -> "connect/leaving.jte";
            case View.DeviceCode _ -> "connect/deviceCode.jte";
            case View.Working _ -> "connect/working.jte";
            case View.Done _ -> "connect/done.jte";
            case View.Failed _ -> "connect/failed.jte";
        };
    }
}
