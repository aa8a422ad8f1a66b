package io.grantway.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Starts the sample API and stays until a signal stops it.
@Command(
        name = "sample-api",
        description = "Start an API that knows no security, to put a gateway in front of.")
final class SampleApiCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--port",
            paramLabel = "N",
            description =
                    "Where it listens, on this machine only: ${DEFAULT-VALUE}. 0: any free port.")
    private int port = SampleApi.PORT;

    SampleApiCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var stop = Stop.onSignal();
        try (var api = SampleApi.start(port)) {
            terminal.out().println("The sample API answers at " + api.uri() + "/event/1");
            stop.await();
        }
        return 0;
    }
}
