package io.grantway.testing;

import io.grantway.authserver.registration.ClientDocuments;
import io.grantway.catalog.GuestClients;
import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingFailure.Reason;
import io.grantway.http.OutgoingRequest;
import io.grantway.jose.RemoteKeys;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the world outside answers, as a test says it; nobody is there else.
public final class Documents implements Outgoing {
    private final Map<URI, OutgoingAnswer> byUri = new ConcurrentHashMap<>();
    private final List<OutgoingRequest> requests = new CopyOnWriteArrayList<>();

    public Documents put(String uri, String text, String... headers) {
        return put(uri, 200, text, headers);
    }

    public Documents put(String uri, int status, String text, String... headers) {
        URI at = URI.create(uri);
        byUri.put(at, new OutgoingAnswer(at, status, HeaderList.of(headers), Body.of(text)));
        return this;
    }

    public void remove(String uri) {
        byUri.remove(URI.create(uri));
    }

    /// Keys that are published among them.
    public RemoteKeys keys(InstantSource clock) {
        return new RemoteKeys(this, Runnable::run, clock);
    }

    /// No clients that are known by documents.
    public static ClientDocuments none(InstantSource clock) {
        return new ClientDocuments(new Documents(), new GuestClients(), clock);
    }

    /// What was asked so far.
    public List<OutgoingRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public OutgoingAnswer fetch(OutgoingRequest request) {
        requests.add(request);
        OutgoingAnswer answer = byUri.get(request.uri());
        if (answer == null) {
            throw new OutgoingFailure(Reason.UNREACHABLE, request.uri(), "cannot be connected to");
        }
        return answer;
    }

    @Override
    public void close() {}
}
