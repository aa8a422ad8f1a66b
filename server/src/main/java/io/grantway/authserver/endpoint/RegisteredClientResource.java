package io.grantway.authserver.endpoint;

import io.grantway.authserver.registration.Registrar;
import io.grantway.http.Handler;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.util.Optional;

/// `GET`, `PUT` and `DELETE register/{client_id}` (RFC 7592 §2): a client looks after itself.
///
/// @param path of the endpoint, up to the client id
record RegisteredClientResource(RegistrationAnswers answers, Registrar registrar, String path)
        implements Handler {
    @Override
    public Response handle(Request request) {
        String clientId = request.path().substring(path.length());
        Optional<String> bearer = RegistrationAnswers.bearer(request);
        return switch (request.method()) {
            case "GET" ->
                    answers.guarded(
                            request,
                            () -> RegistrationAnswers.json(200, registrar.show(clientId, bearer)));
            case "PUT" ->
                    answers.guarded(
                            request,
                            () ->
                                    RegistrationAnswers.json(
                                            200,
                                            registrar.update(
                                                    clientId,
                                                    bearer,
                                                    RegistrationAnswers.body(request))));
            case "DELETE" ->
                    answers.guarded(
                            request,
                            () -> {
                                registrar.delete(clientId, bearer);
                                return Response.empty(204).with("Cache-Control", "no-store");
                            });
            default ->
                    throw Problem.of(405, "method_not_allowed", "use GET, PUT or DELETE")
                            .with("Allow", "GET, PUT, DELETE");
        };
    }
}
