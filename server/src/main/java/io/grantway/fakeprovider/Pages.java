package io.grantway.fakeprovider;

import io.grantway.http.Parameters;
import java.util.Collection;
import java.util.stream.Collectors;

/// The pages that users see. They need no script.
final class Pages {
    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Fake provider</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 3rem auto; padding: 0 1rem }
            label { display: block; margin: .5rem 0 }
            button { font: inherit; padding: .4rem 1.2rem; margin: 1rem .5rem 0 0 }
            </style>
            """;

    private Pages() {}

    /// @param title as text
    /// @param rest as HTML
    private static String page(String title, String rest) {
        return HEAD + "<h1>" + escaped(title) + "</h1>\n" + rest;
    }

    static String message(String title, String text) {
        return page(title, "<p>" + escaped(text) + "</p>\n");
    }

    /// Asks who the user is and what they grant.
    ///
    /// @param hidden fields that come back with the form
    static String consent(
            String action, String client, Collection<String> scopes, Parameters hidden) {
        return page(
                client + " asks for access",
                "<form method=\"post\" action=\""
                        + action
                        + "\">\n"
                        + fields(hidden)
                        + user()
                        + choices(scopes)
                        + buttons()
                        + "</form>\n");
    }

    static String device(String userCode) {
        return page(
                "Connect a device",
                "<form method=\"post\" action=\"/device/approve\">\n"
                        + "<label>Code <input name=\"user_code\" required value=\""
                        + escaped(userCode)
                        + "\"></label>\n"
                        + user()
                        + buttons()
                        + "</form>\n");
    }

    private static String user() {
        return "<label>Log in as <input name=\"user\" required value=\"megan\"></label>\n";
    }

    private static String buttons() {
        return "<button name=\"decision\" value=\"allow\">Allow</button>"
                + "<button name=\"decision\" value=\"deny\" formnovalidate>Deny</button>\n";
    }

    private static String choices(Collection<String> scopes) {
        return scopes.stream()
                .map(Pages::escaped)
                .map(scope ->
                        "<label><input type=\"checkbox\" name=\"grant\" value=\""
                                + scope
                                + "\" checked> "
                                + scope
                                + "</label>\n")
                .collect(Collectors.joining());
    }

    private static String fields(Parameters hidden) {
        return hidden.names().stream()
                .map(name ->
                        "<input type=\"hidden\" name=\""
                                + escaped(name)
                                + "\" value=\""
                                + escaped(hidden.first(name).orElse(""))
                                + "\">\n")
                .collect(Collectors.joining());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
