package io.grantway.testing;

import io.grantway.http.Body;
import io.grantway.http.Handler;
import io.grantway.http.HeaderList;
import io.grantway.http.Parameters;
import io.grantway.http.Peer;
import io.grantway.http.Request;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A browser in front of one handler: it keeps cookies, reads forms and sends them back.
public final class TestBrowser {
    private static final String ORIGIN = "https://api.example";
    private static final Pattern FORM =
            Pattern.compile("<form[^>]* action=\"([^\"]*)\".*?</form>", Pattern.DOTALL);
    private static final Pattern HIDDEN =
            Pattern.compile("type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\"");

    private final Handler handler;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private String address = "192.0.2.1";
    private HeaderList headers = HeaderList.EMPTY;

    public TestBrowser(Handler handler) {
        this.handler = handler;
    }

    /// A form of a page.
    ///
    /// @param action where it goes
    /// @param fields its hidden ones
    public record Form(String action, Map<String, String> fields) {
        public Form {
            fields = Map.copyOf(fields);
        }

        public Form with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(fields);
            more.put(name, value);
            return new Form(action, more);
        }

        public Form to(String other) {
            return new Form(other, fields);
        }
    }

    public TestBrowser at(String clientAddress) {
        address = clientAddress;
        return this;
    }

    public TestBrowser sending(String name, String value) {
        headers = headers.without(name).with(name, value);
        return this;
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    public Response get(String pathAndQuery) {
        return send("GET", pathAndQuery, headers, Body.EMPTY);
    }

    public Response post(Form form) {
        HeaderList more = headers.with("Content-Type", "application/x-www-form-urlencoded");
        return send("POST", form.action(), more, Body.of(Parameters.of(form.fields()).encoded()));
    }

    /// The form of a page whose action ends in a step: `login`, `consent`, `logout`.
    public static Form form(Response page, String step) {
        Matcher forms = FORM.matcher(page.body().text());
        while (forms.find()) {
            String action = unescaped(forms.group(1));
            if (action.split("\\?", 2)[0].endsWith("/" + step)) {
                return new Form(action, hidden(forms.group()));
            }
        }
        throw new AssertionError("no form for " + step + " in " + page.body().text());
    }

    public static String location(Response response) {
        return response.headers().first("Location").orElseThrow();
    }

    private static Map<String, String> hidden(String html) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher inputs = HIDDEN.matcher(html);
        while (inputs.find()) {
            fields.put(inputs.group(1), unescaped(inputs.group(2)));
        }
        return fields;
    }

    private static String unescaped(String html) {
        return html.replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&amp;", "&");
    }

    private Response send(String method, String pathAndQuery, HeaderList fields, Body body) {
        RequestHead made = Requests.head(method, ORIGIN + pathAndQuery);
        HeaderList all = cookies.isEmpty() ? fields : fields.with("Cookie", cookieLine());
        RequestHead head =
                new RequestHead(
                        made.id(), method, made.version(), made.target(), all, new Here(address));
        Response response = handler.handle(new Request(head, body));
        response.headers().all("Set-Cookie").forEach(this::keep);
        return response;
    }

    private String cookieLine() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private void keep(String setCookie) {
        String[] pair = setCookie.split(";", 2)[0].split("=", 2);
        if (setCookie.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    private record Here(String address) implements Peer {
        @Override
        public boolean trusted() {
            return false;
        }

        @Override
        public String clientAddress() {
            return address;
        }

        @Override
        public List<X509Certificate> certificates() {
            return List.of();
        }
    }
}
