package io.grantway.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// One row of a table of tokens: a running server, and what it is asked for.
///
/// @param processes whose CPU time counts
/// @param load asks for so long
/// @param rounds measured so far
record Row(
        String name,
        List<ProcessHandle> processes,
        Function<Duration, Load> load,
        List<Rounds.Round> rounds) {
    Row(String name, List<ProcessHandle> processes, Function<Duration, Load> load) {
        this(name, processes, load, new ArrayList<>());
    }

    /// Posts a form over and over.
    static Row post(
            String name,
            List<ProcessHandle> processes,
            String url,
            Path work,
            String form,
            String... fields) {
        Path script =
                WrkScript.post(work.resolve(name.replaceAll("\\W+", "-") + ".lua"), form, fields);
        return scripted(name, processes, url, script);
    }

    /// Asks what a script of wrk says.
    static Row scripted(String name, List<ProcessHandle> processes, String url, Path script) {
        List<String> options = List.of("-s", script.toString());
        return new Row(name, processes, time -> Load.run(url, time, options));
    }

    Cpu cpu() {
        return processes.stream().map(it -> Cpu.of(it.pid())).reduce(new Cpu(0, 0), Cpu::plus);
    }

    /// Loads it without measuring.
    void warm(Duration time) {
        Load _ = load.apply(time);
    }

    void round(Duration time) {
        Cpu before = cpu();
        Load done = load.apply(time);
        rounds.add(Rounds.round(cpu().minus(before), done));
    }

    static void printTable(List<Row> rows) {
        System.out.println(
                "| | CPU us | user | kernel | a second | p50 us | p99 us | RSS MiB | errors |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        rows.forEach(Row::print);
    }

    private void print() {
        Rounds measured = new Rounds(rounds);
        System.out.printf(
                "| %s | %.0f | %.0f | %.0f | %,.0f | %.0f | %.0f | %d | %d |%n",
                name,
                measured.cpu(),
                measured.median(Rounds.Round::user),
                measured.median(Rounds.Round::kernel),
                measured.median(Rounds.Round::rate),
                measured.median(Rounds.Round::p50),
                measured.median(Rounds.Round::p99),
                processes.stream().mapToLong(it -> Cpu.residentKiB(it.pid())).sum() / 1024,
                measured.errors());
    }
}
