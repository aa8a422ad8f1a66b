package io.grantway.authserver.endpoint;

import io.grantway.authserver.registration.Registrar;
import io.grantway.http.Handler;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;

/// `POST register` (RFC 7591 §3).
record RegistrationResource(RegistrationAnswers answers, Registrar registrar) implements Handler {
    @Override
    public Response handle(Request request) {
        if (!request.method().equals("POST")) {
            throw Problem.of(405, "method_not_allowed", "use POST").with("Allow", "POST");
        }
        return answers.guarded(
                request,
                () ->
                        RegistrationAnswers.json(
                                201,
                                registrar.register(
                                        RegistrationAnswers.bearer(request),
                                        request.head().peer().clientAddress(),
                                        RegistrationAnswers.body(request))));
    }
}
