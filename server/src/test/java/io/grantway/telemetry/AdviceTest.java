package io.grantway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.oauth.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdviceTest {
    /// What takes calls of the gateway; the admin API has its answers in its own words.
    private static final List<String> PACKAGES =
            List.of(
                    "http",
                    "gateway",
                    "oauth",
                    "token",
                    "authserver",
                    "kong",
                    "throttle",
                    "services");

    /// Whatever gives a reason, up to its arguments.
    private static final Pattern GIVES_A_REASON =
            Pattern.compile(
                    "(?:\\b(?:refuse|refused|refusal|badRequest|Rejected|Unknown)|\\bProblem\\s*\\.of)\\(");

    private static final Pattern REASON = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    @Test
    void everyReasonThatTheProgramGivesHasAdvice() throws IOException {
        Set<String> reasons = new TreeSet<>();
        for (String name : PACKAGES) {
            Path directory = Path.of("src/main/java/io/grantway").resolve(name);
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    for (Path file : files.filter(AdviceTest::isRead).toList()) {
                        reasons.addAll(reasonsIn(Files.readString(file)));
                    }
                }
            }
        }
        Arrays.stream(Refusal.values()).map(Refusal::reason).forEach(reasons::add);
        assertThat(reasons).contains("token_missing", "no_route", "upstream_tls", "code_unknown");
        assertThat(reasons)
                .as("add a line to advice.properties for each reason that is missing there")
                .allMatch(Advice::has);
    }

    @Test
    void theSentencesAreSentences() {
        for (Refusal refusal : Refusal.values()) {
            assertThat(Advice.of(refusal.reason()).wouldPass()).matches("[A-Za-z].*[.]");
        }
    }

    @Test
    void saysThatNothingIsKnownOfAnotherReason() {
        assertThat(Advice.has("never_heard_of")).isFalse();
        assertThat(Advice.of("never_heard_of").wouldPass()).startsWith("Nothing more is known");
    }

    private static boolean isRead(Path file) {
        String name = file.toString();
        return name.endsWith(".java")
                && !name.endsWith("Resources.java")
                && !name.contains("/kong/resource/");
    }

    private static Set<String> reasonsIn(String source) {
        Set<String> found = new TreeSet<>();
        Matcher calls = GIVES_A_REASON.matcher(source);
        while (calls.find()) {
            String literal = firstLiteral(source, calls.end());
            if (REASON.matcher(literal).matches()) {
                found.add(literal);
            }
        }
        return found;
    }

    /// The first text among the arguments of a call, not counting those of calls inside it.
    private static String firstLiteral(String source, int from) {
        int depth = 1;
        for (int i = from; depth > 0; i++) {
            char c = source.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == '"') {
                int end = source.indexOf('"', i + 1);
                if (depth == 1) {
                    return source.substring(i + 1, end);
                }
                i = end;
            }
        }
        return "";
    }
}
