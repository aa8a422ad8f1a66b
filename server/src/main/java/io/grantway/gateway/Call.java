package io.grantway.gateway;

import io.grantway.http.Body;
import io.grantway.http.CallRecord;
import io.grantway.http.Exchange;
import io.grantway.http.HeaderEdits;
import io.grantway.http.RequestHead;
import io.grantway.oauth.AccessToken;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// One call of an API on its way through the policies. Belongs to one thread at a time.
public final class Call {
    private final Exchange exchange;
    private final HeaderEdits upstreamHeaders = new HeaderEdits();
    private @Nullable String query;
    private @Nullable Body replacement;
    private @Nullable AccessToken token;

    public Call(Exchange exchange) {
        this.exchange = exchange;
        this.query = exchange.head().target().query();
    }

    public RequestHead head() {
        return exchange.head();
    }

    public CallRecord record() {
        return exchange.record();
    }

    /// Collects the body, within a limit in bytes; as [Exchange#body].
    public CompletionStage<Body> body(long limit) {
        return exchange.body(limit);
    }

    /// Changes to the fields that go upstream.
    public HeaderEdits upstreamHeaders() {
        return upstreamHeaders;
    }

    /// The query that goes upstream.
    public @Nullable String query() {
        return query;
    }

    public void replaceQuery(@Nullable String newQuery) {
        query = newQuery;
    }

    /// The body that goes upstream in place of the client's.
    public @Nullable Body replacement() {
        return replacement;
    }

    public void replaceBody(Body body) {
        replacement = body;
    }

    /// The token that an earlier policy found good.
    public Optional<AccessToken> token() {
        return Optional.ofNullable(token);
    }

    public void authenticated(AccessToken accessToken) {
        token = accessToken;
    }
}
