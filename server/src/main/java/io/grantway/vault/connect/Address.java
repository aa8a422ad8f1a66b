package io.grantway.vault.connect;

import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.vault.ApiAddress;
import io.grantway.vault.Provider;
import io.grantway.vault.Template;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// An address of a provider with its places filled.
///
/// @param trust `FOREIGN` where a user's or an answer's word chose the host
record Address(URI uri, Trust trust) {
    /// @throws Failure.Failed where a place has no value, or none that can be there
    static Address of(Template template, Provider provider, Map<String, String> variables) {
        try {
            ApiAddress filled = ApiAddress.of(base(template), provider.given(), variables);
            String slash = base(template).text().endsWith("/") ? "/" : "";
            URI uri =
                    URI.create(filled.uri() + slash + query(template, provider.given(), variables));
            return new Address(uri, filled.foreign() ? Trust.FOREIGN : Trust.CONFIGURED);
        } catch (IllegalArgumentException e) {
            throw Failure.of("settings", 502, String.valueOf(e.getMessage())).thrown();
        }
    }

    /// Without the query.
    static Template base(Template template) {
        int mark = template.text().indexOf('?');
        return mark < 0 ? template : new Template(template.text().substring(0, mark));
    }

    private static String query(
            Template template, Map<String, String> given, Map<String, String> variables) {
        int mark = template.text().indexOf('?');
        if (mark < 0) {
            return "";
        }
        Map<String, String> encoded = new HashMap<>();
        given.forEach((name, value) -> encoded.put(name, encode(value)));
        variables.forEach((name, value) -> encoded.put(name, encode(value)));
        return new Template(template.text().substring(mark)).filled(encoded);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
