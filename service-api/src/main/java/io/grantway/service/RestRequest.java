package io.grantway.service;

import java.io.InputStream;
import java.time.Duration;
import java.util.Map;

/// A request while it is put together; each method changes and returns it.
///
///     Answer made = call.rest("Billing")
///             .request("POST", "/plans/{id}/invoices")
///             .value("id", 42)
///             .idempotencyKey("invoice-2026-11")
///             .json(new Invoice(1200))
///             .send();
public interface RestRequest {
    /// For a `{name}` of the path or the address, else for the query.
    RestRequest value(String name, Object value);

    RestRequest values(Map<String, ?> values);

    RestRequest header(String name, String value);

    /// Says under which key the other side knows a repeated request (`Idempotency-Key`), so that it
    /// may be tried again when its answer is lost.
    RestRequest idempotencyKey(String key);

    RestRequest json(Object body);

    RestRequest form(Map<String, ?> fields);

    /// XML, or any other text.
    RestRequest text(String contentType, String body);

    RestRequest bytes(String contentType, byte[] body);

    /// Bytes that are read while they are sent. Such a request is sent once only.
    RestRequest stream(String contentType, InputStream body);

    /// How long this may take, where shorter than what the connection and the call allow.
    RestRequest within(Duration limit);

    /// Sends it and reads the whole answer.
    ///
    /// @throws CallException where there is no answer, or one of status 400 or more
    Answer send();

    /// Sends it and leaves the answer's body to be read from [Answer#stream]. Close the answer.
    ///
    /// @throws CallException where there is no answer, or one of status 400 or more
    Answer open();
}
