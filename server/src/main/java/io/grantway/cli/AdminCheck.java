package io.grantway.cli;

import io.grantway.boot.Finding;
import io.grantway.boot.Finding.Grade;
import io.grantway.boot.StartRefused;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks whether the running server's admin API answers, and whether the server is ready.
final class AdminCheck {
    private static final String NAME = "admin";
    private static final int SECONDS = 5;
    private static final int OK = 200;

    private final AdminOptions server;

    AdminCheck(AdminOptions server) {
        this.server = server;
    }

    Finding look() {
        try {
            Optional<AdminApi> api = server.api();
            return api.isPresent()
                    ? ask(api.get())
                    : new Finding(
                            Grade.OK, NAME, "no server runs on " + server.data() + " now", "");
        } catch (CommandFailed | StartRefused e) {
            return bad(String.valueOf(e.getMessage()), "say which server with --admin and --token");
        }
    }

    private static Finding ask(AdminApi api) {
        FutureTask<AdminApi.Answer> asked =
                new FutureTask<>(() -> api.send("GET", "/health/ready", "application/json", ""));
        Thread.ofVirtual().start(asked);
        try {
            AdminApi.Answer answer = asked.get(SECONDS, TimeUnit.SECONDS);
            return answer.status() == OK
                    ? new Finding(Grade.OK, NAME, api + " answers, and the server is ready", "")
                    : bad(
                            api + " answers, and the server is not ready: " + answer.body(),
                            "its own log says more");
        } catch (TimeoutException _) {
            asked.cancel(true);
            return bad(
                    api + " gives no answer within " + SECONDS + " s",
                    "look at the server's log and load");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return bad(
                    "nobody answers at " + api + (cause instanceof IOException ? "" : ": " + cause),
                    "start the server; a killed one leaves its address in server.json");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return bad("interrupted", "ask again");
        }
    }

    private static Finding bad(String what, String mend) {
        return new Finding(Grade.BAD, NAME, what, mend);
    }
}
