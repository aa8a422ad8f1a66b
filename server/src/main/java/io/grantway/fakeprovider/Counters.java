package io.grantway.fakeprovider;

import io.grantway.http.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// What has come so far, for tests that count. Holds no secret. Thread-safe.
public final class Counters {
    private static final int MOST_REMEMBERED = 50;
    private static final int MOST_GRANTS = 20;

    /// Fields whose values are not kept.
    private static final Pattern SECRET =
            Pattern.compile("authorization|cookie|.*(key|token|secret).*");

    private final Map<String, Integer> tokenRequests = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Deque<ObjectNode> last = new ArrayDeque<>();

    Counters() {}

    synchronized void tokenRequest(String grant) {
        String name = grant.substring(grant.lastIndexOf(':') + 1);
        boolean known = tokenRequests.containsKey(name) || tokenRequests.size() < MOST_GRANTS;
        tokenRequests.merge(known ? name : "others", 1, Integer::sum);
    }

    void tokenRefusal() {
        count("tokenRefusals");
    }

    void apiCall() {
        count("apiCalls");
    }

    void apiRefusal() {
        count("apiRefusals");
    }

    void revocation() {
        count("revocations");
    }

    void authorization() {
        count("authorizations");
    }

    void oauth1(String what) {
        count("oauth1" + what);
    }

    private synchronized void count(String name) {
        counts.merge(name, 1, Integer::sum);
    }

    /// Keeps the head of a request.
    synchronized void seen(Call call) {
        ObjectNode json =
                Json.object().put("method", call.method()).put("path", shownPath(call.path()));
        ObjectNode headers = json.putObject("headers");
        call.headers().forEach((name, values) -> headers.put(name, shown(name, values)));
        last.addLast(json);
        if (last.size() > MOST_REMEMBERED) {
            last.removeFirst();
        }
    }

    private static String shownPath(String path) {
        return path.startsWith("/revoke/") ? "/revoke/[secret]" : path;
    }

    /// The value of a field as it may be seen: of a credential its scheme.
    static String shown(String name, List<String> values) {
        String value = String.join(", ", values);
        if (!SECRET.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            return value;
        }
        int blank = value.indexOf(' ');
        boolean scheme =
                blank > 0
                        && Set.of("bearer", "basic", "oauth", "dpop")
                                .contains(value.substring(0, blank).toLowerCase(Locale.ROOT));
        return scheme ? value.substring(0, blank) + " [secret]" : "[secret]";
    }

    /// How often the token endpoint was asked, by any grant.
    public synchronized int tokenRequests() {
        return tokenRequests.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// How often the token endpoint was asked.
    ///
    /// @param grant such as `refresh_token`; the last part of those that are URNs
    public synchronized int tokenRequests(String grant) {
        return tokenRequests.getOrDefault(grant, 0);
    }

    /// Another count, such as `apiCalls`, `apiRefusals`, `revocations`, `tokenRefusals`.
    public synchronized int of(String name) {
        return counts.getOrDefault(name, 0);
    }

    /// Begins again at nothing.
    public synchronized void reset() {
        tokenRequests.clear();
        counts.clear();
        last.clear();
    }

    synchronized void writeTo(ObjectNode json) {
        ObjectNode requests = json.putObject("tokenRequests");
        tokenRequests.forEach(requests::put);
        for (String name :
                List.of(
                        "tokenRefusals",
                        "apiCalls",
                        "apiRefusals",
                        "authorizations",
                        "revocations")) {
            json.put(name, of(name));
        }
        counts.forEach(json::put);
        last.forEach(json.putArray("last")::add);
    }
}
