package io.grantway.boot.calls;

import io.grantway.gateway.Call;
import io.grantway.gateway.Forwarded;
import io.grantway.gateway.OperationTable;
import io.grantway.gateway.PathPattern;
import io.grantway.gateway.PathRewrite;
import io.grantway.gateway.Route;
import io.grantway.gateway.UpstreamCredential;
import io.grantway.http.Exchange;
import io.grantway.http.Problem;
import io.grantway.vault.AccountKey;
import io.grantway.vault.AppAuthentication;
import io.grantway.vault.VaultApp;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/vault/v1/users/{user}/proxy/{provider}/{path}`: the provider's own API with the account of a
/// user, any method, streamed both ways. On the event loop.
public final class ProxyEndpoint {
    private static final String PREFIX = "/vault/v1/users/";
    private static final String PROXY = "/proxy/";
    private static final String PATTERN = "/vault/v1/users/{user}/proxy/{provider}";
    private static final String API = "vault";
    private static final int LONGEST_USER = 256;

    private final AppAuthentication apps;
    private final AccountCalls calls;
    private final Forwarded end;

    public ProxyEndpoint(AccountCalls calls, Surroundings around) {
        this.apps = new AppAuthentication(around.apps());
        this.calls = calls;
        this.end = new Forwarded(Nowhere.with(null, around.nanoTime()));
    }

    /// Whether a path is one of its own.
    public static boolean has(String path) {
        return path.startsWith(PREFIX) && path.startsWith(PROXY, endOfUser(path));
    }

    private static int endOfUser(String path) {
        int slash = path.indexOf('/', PREFIX.length());
        return slash < 0 ? path.length() : slash;
    }

    /// Takes a call whose path is [one of its own][#has], and answers it now or later.
    ///
    /// @throws Problem where it is refused at once
    public void handle(Exchange exchange) {
        String path = exchange.head().target().path();
        VaultApp app = apps.app(exchange.head().headers());
        int name = endOfUser(path) + PROXY.length();
        int slash = path.indexOf('/', name);
        String provider = decoded(path.substring(name, slash < 0 ? path.length() : slash));
        String rest = slash < 0 ? "" : path.substring(slash);
        exchange.record().matched(app.workspace(), API, provider);
        exchange.record().onPath(PATTERN);
        exchange.record().identified(app.name(), app.name());
        AccountKey key = app.account(user(path), provider);
        UpstreamCredential.Use use =
                Optional.of(provider)
                        .filter(app::mayUse)
                        .flatMap(_ -> calls.use(key))
                        .orElseThrow(() -> CallProblems.noProvider(provider));
        end.take(route(app, provider), exchange, new Call(exchange), use, rest);
    }

    private Route route(VaultApp app, String provider) {
        return new Route(
                app.workspace(),
                API,
                provider,
                new Route.Match(Optional.empty(), PathPattern.ANY, List.of(), Map.of()),
                PathRewrite.KEEP,
                false,
                new Route.Action(List.of(), end, List.of(), OperationTable.NONE));
    }

    private static String user(String path) {
        String user = decoded(path.substring(PREFIX.length(), endOfUser(path)));
        if (user.isEmpty() || user.length() > LONGEST_USER) {
            throw Problem.badRequest(
                    "invalid_field", "the user in the path must have 1 to 256 characters");
        }
        return user;
    }

    /// A plus stands for itself in a path.
    private static String decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        String text = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        // Octets that are no UTF-8 would all become the same character, and two users one.
        if (text.indexOf('\uFFFD') >= 0) {
            throw Problem.badRequest("invalid_field", "the path must be in UTF-8, percent-encoded");
        }
        return text;
    }
}
