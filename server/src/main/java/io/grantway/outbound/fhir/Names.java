package io.grantway.outbound.fhir;

import io.grantway.outbound.FhirFailure;
import io.grantway.outbound.FhirFailure.Reason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The parts that addresses of FHIR are made of, checked: what a service puts in from its input
/// must not lead out of the place that it is meant for.
public final class Names {
    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z0-9]{0,63}");
    // R4 §2.24.0.1, `id`; and not what a path takes for a step up.
    private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9.-]{1,64}");
    private static final Pattern OPERATION = Pattern.compile("\\$[A-Za-z][A-Za-z0-9._-]{0,99}");

    private final String connection;

    public Names(String connection) {
        this.connection = connection;
    }

    public String type(String type) {
        return checked(TYPE, type, "no type of resource, such as Patient");
    }

    public String id(String id) {
        return checked(ID, id, "no id of a resource (R4: letters, digits, '-' and '.', up to 64)");
    }

    /// The server itself (empty), a type, or `Type/id`, with a slash behind where it is not empty.
    public String place(String on) {
        if (on.isEmpty()) {
            return "";
        }
        int slash = on.indexOf('/');
        return slash < 0
                ? type(on) + "/"
                : type(on.substring(0, slash)) + "/" + id(on.substring(slash + 1)) + "/";
    }

    public String operation(String name) {
        String full = name.startsWith("$") ? name : "$" + name;
        return checked(OPERATION, full, "no name of an operation, such as $everything");
    }

    private String checked(Pattern pattern, String text, String otherwise) {
        if (!pattern.matcher(text).matches()) {
            throw new FhirFailure(
                    connection, Reason.REQUEST, "\"" + Issues.plain(text) + "\" is " + otherwise);
        }
        return text;
    }

    /// A version in an `If-Match` field.
    public String etag(String version) {
        return "W/\"" + id(version) + "\"";
    }

    /// Parameters in the form of a query, ordered by name.
    public static String query(Map<String, List<String>> parameters) {
        List<String> pairs = new ArrayList<>();
        new TreeMap<>(parameters)
                .forEach((name, values) ->
                        values.forEach(value -> pairs.add(encoded(name) + "=" + encoded(value))));
        return String.join("&", pairs);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
