package io.grantway.acceptance;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/// A scenario running for the tests of one class: the sample API, and the server in front of it.
/// Shows the server's log when a test fails.
final class Scenario implements BeforeAllCallback, AfterAllCallback, TestWatcher {
    private final String name;
    private @Nullable SampleApi upstream;
    private @Nullable RunningServer server;

    /// @param name of the file in `config/scenarios`
    Scenario(String name) {
        this.name = name;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (isNested(context)) {
            return;
        }
        var directory = Distribution.emptyDirectory(context.getRequiredTestClass().getSimpleName());
        upstream = SampleApi.start(directory);
        server = RunningServer.start(directory, name, upstream);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (isNested(context)) {
            return;
        }
        if (server != null) {
            server.close();
        }
        if (upstream != null) {
            upstream.close();
        }
    }

    /// A nested class shares what its outer class has started.
    private static boolean isNested(ExtensionContext context) {
        return context.getRequiredTestClass().isMemberClass();
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        System.err.println("--- the server's log when " + context.getDisplayName() + " failed");
        System.err.println(server().log());
    }

    RunningServer server() {
        return started(server);
    }

    Client client() {
        return server().client();
    }

    /// An address of the gateway.
    URI at(String path) {
        return server().at(path);
    }

    /// The API as it is without a gateway in front.
    URI upstream(String path) {
        return started(upstream).uri().resolve(path);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("not started");
        }
        return part;
    }
}
