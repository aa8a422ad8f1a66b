package io.grantway.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a token in the store costs when there are many: the packed server with 10,000 live tokens
/// and with 5 million, in turn on one core. Asked for are a token that is in nobody's memory and in
/// no store, and a new token.
///
/// Arguments: the folder of an unpacked distribution, a folder to keep the filled stores in, rounds
/// (default 3), seconds a round (default 4).
public final class StoreSize {
    private static final int FEW = 10_000;
    private static final int MANY = 5_000_000;
    private static final int PORT = 19_160;
    private static final Duration WARM_UP = Duration.ofSeconds(8);

    private record Store(Row misses, Row tokens) {}

    private StoreSize() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        Duration time =
                Duration.ofSeconds(arguments.length > 3 ? Integer.parseInt(arguments[3]) : 4);
        Path distribution = Path.of(arguments[0]).toAbsolutePath();
        Path work = Files.createDirectories(Path.of(arguments[1]).toAbsolutePath());
        try (Processes processes = new Processes(work)) {
            new Proxies(processes).upstream();
            Grantway small = new Grantway(processes, distribution, "few", PORT, 10);
            Grantway large = new Grantway(processes, distribution, "many", PORT + 10, 10);
            // The tokens that an earlier run has made would be many times the few.
            Files.deleteIfExists(small.data().resolve("filled"));
            fill(processes, small, FEW);
            fill(processes, large, MANY);
            if (rounds > 0) {
                List<Store> stores =
                        List.of(
                                store("10,000 live tokens", small, small.start("0"), work),
                                store("5,000,000 live tokens", large, large.start("0"), work));
                measure(stores, rounds, time);
            }
        }
    }

    /// Makes and fills a store, unless an earlier run has.
    private static void fill(Processes processes, Grantway server, int count) throws Exception {
        if (Files.exists(server.data().resolve("filled"))) {
            return;
        }
        for (String file : List.of("grantway.db", "grantway.db-wal", "grantway.db-shm")) {
            Files.deleteIfExists(server.data().resolve(file));
        }
        Process process = server.start("0");
        server.tokens("/event", 1);
        processes.end(process);
        StoreFill.fill(server.data().resolve("grantway.db"), count);
        Files.createFile(server.data().resolve("filled"));
    }

    private static Store store(String name, Grantway server, Process process, Path work) {
        Path script =
                WrkScript.write(
                        work.resolve("misses.lua"),
                        """
                        local count = 0
                        local run = os.time()
                        request = function()
                            count = count + 1
                            return wrk.format("GET", nil, {["Host"] = "127.0.0.1", ["Authorization"] = "Bearer none-" .. run .. "-" .. count})
                        end
                        """);
        List<ProcessHandle> processes = Processes.family(process);
        String url = "http://127.0.0.1:" + server.port() + "/event";
        return new Store(
                Row.scripted(name + ", look-up of an unknown token", processes, url + "/1", script),
                Row.post(
                        name + ", new token",
                        processes,
                        url + "/oauth2/token",
                        work,
                        Grantway.FORM,
                        "X-Forwarded-Proto",
                        "https"));
    }

    private static void measure(List<Store> stores, int rounds, Duration time) {
        List<Row> all = new ArrayList<>(stores.stream().map(Store::misses).toList());
        stores.forEach(it -> all.add(it.tokens()));
        all.forEach(it -> it.warm(WARM_UP));
        for (int i = 0; i < rounds; i++) {
            all.forEach(row -> row.round(time));
        }
        Row.printTable(all);
    }
}
