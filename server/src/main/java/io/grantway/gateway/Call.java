package io.grantway.gateway;

import io.grantway.catalog.Application;
import io.grantway.catalog.Consumer;
import io.grantway.http.Body;
import io.grantway.http.CallRecord;
import io.grantway.http.Exchange;
import io.grantway.http.HeaderEdits;
import io.grantway.http.HeaderList;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import io.grantway.oauth.AccessToken;
import io.grantway.token.ValidToken;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// One call of an API on its way through the policies. Belongs to one thread at a time.
public final class Call {
    private final Exchange exchange;
    private final boolean hasOperations;
    private final @Nullable Operation operation;
    private final HeaderEdits upstreamHeaders = new HeaderEdits();
    private @Nullable String query;
    private @Nullable CompletionStage<Body> collected;
    private @Nullable Body replacement;
    private @Nullable AccessToken token;
    private @Nullable ValidToken valid;
    private String upstreamPath = "/";
    private @Nullable Consumer consumer;
    private @Nullable UUID credential;
    private @Nullable Application application;
    private @Nullable HeaderEdits answerFields;
    private boolean rehearsal;

    /// @param operations of the API that is called
    public Call(Exchange exchange, OperationTable operations) {
        this.exchange = exchange;
        RequestHead head = exchange.head();
        this.query = head.target().query();
        this.hasOperations = !operations.isEmpty();
        this.operation = operations.find(head.method(), head.target().path()).orElse(null);
    }

    /// A call of an API that names no operations.
    public Call(Exchange exchange) {
        this(exchange, OperationTable.NONE);
    }

    /// Which of the API's operations the call is; empty where it is none of them, or the API names
    /// none.
    public Optional<Operation> operation() {
        return Optional.ofNullable(operation);
    }

    /// Whether the API names operations, so that a call that is none of them is not provided for.
    public boolean hasOperations() {
        return hasOperations;
    }

    Call rehearsed() {
        rehearsal = true;
        return this;
    }

    /// Whether the call only tries what would happen: nothing may be used up by it.
    public boolean isRehearsal() {
        return rehearsal;
    }

    public RequestHead head() {
        return exchange.head();
    }

    public CallRecord record() {
        return exchange.record();
    }

    /// Collects the body, within a limit in bytes; as [Exchange#body], but may be asked again, when
    /// the first limit stands.
    public CompletionStage<Body> body(long limit) {
        if (collected == null) {
            collected = exchange.body(limit);
        }
        return collected;
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

    public void carries(AccessToken accessToken) {
        token = accessToken;
    }

    /// The same of a token of any server, of which the claims are known too.
    public void carries(ValidToken anyToken) {
        valid = anyToken;
    }

    /// The user that the token of the call is of; empty where it is of none, or there is no token.
    public Optional<String> subject() {
        ValidToken any = valid;
        AccessToken own = token;
        return any != null ? any.subject() : own != null ? own.subject() : Optional.empty();
    }

    /// Whether a policy found a token good.
    public boolean isTokenBorne() {
        return valid != null || token != null;
    }

    /// A claim of the call's token, where that has such claims.
    public Optional<String> claim(String name) {
        ValidToken any = valid;
        return any == null ? Optional.empty() : any.claim(name);
    }

    /// The path that goes upstream, behind the upstream's own; encoded.
    public String upstreamPath() {
        return upstreamPath;
    }

    void goesTo(String path) {
        upstreamPath = path;
    }

    /// Who calls, as far as the policies have found out; also one that stands for nobody known.
    public Optional<Consumer> consumer() {
        return Optional.ofNullable(consumer);
    }

    /// The id of the credential by which the consumer was known; empty for one that stands for
    /// nobody known.
    public Optional<UUID> credential() {
        return Optional.ofNullable(credential);
    }

    public void authenticated(Consumer caller, UUID byCredential) {
        consumer = caller;
        credential = byCredential;
        application = null;
    }

    /// The application that calls, whichever of its clients and keys it calls with.
    public Optional<Application> application() {
        return Optional.ofNullable(application);
    }

    /// After [#authenticated].
    public void calledBy(Application caller) {
        application = caller;
        record().identified(caller.consumer().username(), caller.name());
    }

    /// Nobody is known, and the call goes on as this consumer's.
    public void anonymous(Consumer standIn) {
        consumer = standIn;
        credential = null;
        application = null;
    }

    /// Sets a field of whatever the client will be answered, by the upstream or here.
    public void answerField(String name, String value) {
        if (answerFields == null) {
            answerFields = new HeaderEdits();
        }
        answerFields.set(name, value);
    }

    /// A response made here, with the fields that policies asked for.
    public Response withAnswerFields(Response response) {
        if (answerFields == null) {
            return response;
        }
        HeaderList fields = response.headers();
        for (HeaderEdits.Edit edit : answerFields.edits()) {
            fields = fields.without(edit.name()).with(edit.name(), String.valueOf(edit.value()));
        }
        return new Response(response.status(), fields, response.body());
    }

    /// The same for the upstream's response.
    void addAnswerFields(HeaderEdits edits) {
        if (answerFields != null) {
            answerFields
                    .edits()
                    .forEach(edit -> edits.set(edit.name(), String.valueOf(edit.value())));
        }
    }
}
