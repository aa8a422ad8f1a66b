package io.grantway.outbound;

import io.grantway.config.Secret;
import io.grantway.http.HeaderList;
import io.grantway.http.Headers;
import io.grantway.http.OriginTls;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// A connection as the gateway has it, which forwards calls by itself: where they go, and what
/// proves them there.
public final class ForwardedConnection {
    private static final URI NOWHERE = URI.create("http://gateway.invalid");

    private final RestConnection connection;

    ForwardedConnection(RestConnection connection) {
        this.connection = connection;
    }

    /// What a call is given.
    public static final class Given {
        private final Security.Proof proof;
        private final Prepared prepared;

        private Given(Security.Proof proof, Prepared prepared) {
            this.proof = proof;
            this.prepared = prepared;
        }

        /// Fields to set.
        public HeaderList fields() {
            return prepared.headers();
        }

        /// Parameters to add to the query, encoded; empty for none.
        public String query() {
            return Optional.ofNullable(prepared.uri().getRawQuery()).orElse("");
        }

        @Override
        public String toString() {
            return "Given";
        }
    }

    public String name() {
        return connection.name();
    }

    public RestConfig config() {
        return connection.config();
    }

    /// What is shown to it, and whom it is trusted by.
    public OriginTls tls() {
        return connection.settings().tls();
    }

    /// What a call is given, for those who must not wait; empty where it has to be got first.
    ///
    /// @param onBehalfOf the access token of whoever calls
    public Optional<Given> ready(Optional<Secret> onBehalfOf) {
        return connection.security().ready(onBehalfOf).map(this::given);
    }

    /// What a call is given.
    ///
    /// @throws io.grantway.supply.TokenUnavailable where there is none
    public Given get(Optional<Secret> onBehalfOf) {
        return given(connection.security().proof(onBehalfOf));
    }

    /// Something else in place of what was refused; the same where there is nothing else.
    ///
    /// @throws io.grantway.supply.TokenUnavailable where there should be something and is none
    public Given another(Given refused, Optional<Secret> onBehalfOf) {
        return connection
                .security()
                .another(refused.proof, onBehalfOf)
                .map(this::given)
                .orElse(refused);
    }

    /// Whether an answer refuses what the call was given rather than the call.
    public boolean refuses(int status, Headers headers) {
        return connection.security().refuses(status, headers);
    }

    private Given given(Security.Proof proof) {
        Prepared prepared = new Prepared("GET", NOWHERE, "/", null, List.of(), OutboundBody.NONE);
        config().headers().forEach(prepared::set);
        config().query().forEach(prepared::parameter);
        proof.put(prepared);
        return new Given(proof, prepared);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ForwardedConnection forwarded && forwarded.connection == connection;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(connection);
    }
}
