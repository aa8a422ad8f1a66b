package io.grantway.cli;

import io.grantway.boot.Review;
import io.grantway.config.ConfigRejected;
import io.grantway.config.Note;
import io.grantway.config.Place;
import io.grantway.http.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a configuration as a start would, and says everything that is wrong in it, or may not be
/// meant as it is written.
@Command(
        name = "check",
        description = {
            "Check a configuration without starting: every mistake, with file and line; and what",
            "is no mistake but seldom meant: operations that no scope protects or no route",
            "reaches, scopes that no server gives, authorization servers that can be mixed up."
        })
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Configuration files, and directories of them; they add up.")
    private List<Path> files = List.of();

    @Option(
            names = "--online",
            description = "Ask the authorization servers of others for metadata and keys, too.")
    private boolean online;

    @Option(names = "--strict", description = "Fail where there is a warning.")
    private boolean strict;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            Review review = Review.of(files, terminal.environment(), online);
            if (json) {
                print(review);
            } else {
                say(review);
            }
            boolean failed =
                    !review.unreachable().isEmpty() || (strict && !review.warnings().isEmpty());
            return failed ? Failures.FAILED : 0;
        } catch (ConfigRejected e) {
            if (!json) {
                throw e;
            }
            ObjectNode tree = Json.object().put("good", false);
            ArrayNode mistakes = tree.putArray("mistakes");
            e.mistakes()
                    .forEach(mistake ->
                            mistakes.add(
                                    placed(mistake.place(), mistake.message())
                                            .put("suggestion", mistake.suggestion().orElse(null))));
            terminal.out().println(Json.write(tree));
            return Failures.REJECTED;
        }
    }

    private void say(Review review) {
        review.warnings().forEach(note -> terminal.out().println("warning: " + note));
        review.unreachable().forEach(note -> terminal.out().println("failed: " + note));
        int count = review.warnings().size();
        String warnings = count == 0 ? "" : "; " + count + (count == 1 ? " warning" : " warnings");
        terminal.out().println("good: " + review.summary() + warnings);
    }

    private void print(Review review) {
        ObjectNode tree = Json.object().put("good", true).put("summary", review.summary());
        list(review.warnings(), tree.putArray("warnings"));
        list(review.unreachable(), tree.putArray("unreachable"));
        terminal.out().println(Json.write(tree));
    }

    private static void list(List<Note> notes, ArrayNode to) {
        notes.forEach(note -> to.add(placed(note.place(), note.text())));
    }

    private static ObjectNode placed(Place place, String text) {
        return Json.object()
                .put("file", place.file())
                .put("line", place.line())
                .put("column", place.column())
                .put("key", place.keyPath())
                .put("text", text);
    }
}
