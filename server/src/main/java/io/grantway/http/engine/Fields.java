package io.grantway.http.engine;

import io.grantway.http.HeaderEdits;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Header fields on their way from one side to the other: which go no further, and what is changed.
final class Fields {
    static final AsciiString VIA = AsciiString.cached("Via");
    static final AsciiString REQUEST_ID = AsciiString.cached("X-Request-Id");
    private static final HttpHeadersFactory UNCHECKED =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private Fields() {}

    /// An empty list; what is put in must have been checked.
    static HttpHeaders empty() {
        return UNCHECKED.newHeaders();
    }

    /// Copies the fields that go further: not those of this hop (RFC 9110 §7.6.1), not those that
    /// `Connection` names, and not those that the other side writes itself.
    static HttpHeaders endToEnd(HttpHeaders from, boolean request) {
        HttpHeaders to = empty();
        List<String> named = namedByConnection(from);
        Iterator<Map.Entry<CharSequence, CharSequence>> all = from.iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = all.next();
            CharSequence name = field.getKey();
            if (!isOfThisHop(name)
                    && !(request && isOurOwn(name))
                    && !is(name, "x-request-id")
                    && (named.isEmpty() || !contains(named, name))) {
                to.add(name, field.getValue());
            }
        }
        return to;
    }

    /// Trailer fields that may go further: nothing that frames, routes or authenticates (RFC 9110
    /// §6.5.1).
    static HttpHeaders trailers(HttpHeaders from) {
        HttpHeaders to = empty();
        Iterator<Map.Entry<CharSequence, CharSequence>> all = from.iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = all.next();
            CharSequence name = field.getKey();
            if (!isOfThisHop(name)
                    && !isOurOwn(name)
                    && !is(name, "content-length")
                    && !is(name, "authorization")
                    && !is(name, "trailer")) {
                to.add(name, field.getValue());
            }
        }
        return to;
    }

    private static List<String> namedByConnection(HttpHeaders fields) {
        String first = fields.get(HttpHeaderNames.CONNECTION);
        if (first == null
                || first.equalsIgnoreCase("keep-alive")
                || first.equalsIgnoreCase("close")) {
            if (first == null || fields.getAll(HttpHeaderNames.CONNECTION).size() == 1) {
                return List.of();
            }
        }
        List<String> names = new ArrayList<>();
        for (String value : fields.getAll(HttpHeaderNames.CONNECTION)) {
            for (String name : value.split(",", -1)) {
                names.add(name.strip());
            }
        }
        return names;
    }

    static boolean connectionNames(HttpHeaders fields, String token) {
        return fields.containsValue(HttpHeaderNames.CONNECTION, token, true);
    }

    private static boolean contains(List<String> names, CharSequence name) {
        for (String each : names) {
            if (AsciiString.contentEqualsIgnoreCase(each, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfThisHop(CharSequence name) {
        return switch (name.length()) {
            case 2 -> is(name, "te");
            case 7 -> is(name, "upgrade");
            case 10 -> is(name, "connection") || is(name, "keep-alive");
            case 14 -> is(name, "http2-settings");
            case 16 -> is(name, "proxy-connection");
            case 17 -> is(name, "transfer-encoding");
            case 18 -> is(name, "proxy-authenticate");
            case 19 -> is(name, "proxy-authorization");
            default -> false;
        };
    }

    private static boolean isOurOwn(CharSequence name) {
        return switch (name.length()) {
            case 4 -> is(name, "host");
            case 9 -> is(name, "forwarded");
            case 15 -> is(name, "x-forwarded-for");
            case 16 -> is(name, "x-forwarded-host") || is(name, "x-forwarded-port");
            case 17 -> is(name, "x-forwarded-proto");
            case 18 -> is(name, "x-forwarded-prefix") || is(name, "x-forwarded-server");
            default -> false;
        };
    }

    private static boolean is(CharSequence name, String lowerCase) {
        return name.length() == lowerCase.length()
                && AsciiString.contentEqualsIgnoreCase(name, lowerCase);
    }

    /// Makes the changes that were asked for. Framing fields cannot be changed this way: the body
    /// decides them.
    static void apply(HeaderEdits edits, HttpHeaders fields) {
        List<HeaderEdits.Edit> all = edits.edits();
        for (int i = 0; i < all.size(); i++) {
            HeaderEdits.Edit edit = all.get(i);
            if (is(edit.name(), "content-length") || isOfThisHop(edit.name())) {
                continue;
            }
            String value = edit.value();
            if (value == null) {
                fields.remove(edit.name());
            } else {
                fields.set(checkedName(edit.name()), checkedValue(value));
            }
        }
    }

    static String checkedName(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a header field without a name");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 0x7F || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
                throw new IllegalArgumentException("not the name of a header field: " + name);
            }
        }
        return name;
    }

    /// A value that may stand in a field: without control characters, which would let a value end
    /// the field and start another, and in UTF-8 where it is not ASCII.
    static String checkedValue(String value) {
        String checked = checkedOctets(value);
        for (int i = 0; i < checked.length(); i++) {
            if (checked.charAt(i) > 0x7F) {
                return new String(
                        value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            }
        }
        return checked;
    }

    /// The same for a value that came as octets, which stay as they are.
    static String checkedOctets(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7F) {
                throw new IllegalArgumentException(
                        "a control character in the value of a header field");
            }
        }
        return value;
    }
}
