package io.grantway.services;

import static io.grantway.services.ServiceDirectory.await;
import static io.grantway.services.ServiceDirectory.call;
import static io.grantway.services.ServiceDirectory.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.service.Service;
import io.grantway.services.deploy.Deployments;
import io.grantway.services.deploy.Past;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class DeploymentTest {
    @TempDir Path temporary;
    private ServiceDirectory directory = new ServiceDirectory(Path.of(""));

    @BeforeEach
    void empty() throws IOException {
        directory = new ServiceDirectory(Files.createDirectory(temporary.resolve("services")));
    }

    @AfterEach
    void close() {
        directory.close();
    }

    private static String answer(Services services, String service) {
        return services.invoke(call(service)).body().text();
    }

    private static List<Past> history(Services services, String file) {
        return services.all().stream()
                .filter(unit -> unit.file().equals(file))
                .findFirst()
                .map(Deployments.Shown::history)
                .orElse(List.of());
    }

    @Test
    void takesAFileOfAPackageWithSeveralClassesRecordsAndServices() {
        directory.put(
                "Plans.java",
                """
                package com.example.plans;

                import io.grantway.service.*;

                record Plan(String name, int price) {}

                public class Plans implements Service {
                    public Object handle(Call call) { return new Plan("gold", 3); }

                    public static class Prices implements Service {
                        public Object handle(Call call) { return new Plan("gold", 3).price(); }
                    }
                }
                """);
        Services services = directory.open();
        assertThat(services.names()).containsExactlyInAnyOrder("Plans", "Prices");
        assertThat(answer(services, "Plans")).isEqualTo("{\"name\":\"gold\",\"price\":3}");
        assertThat(answer(services, "Prices")).isEqualTo("3");
    }

    @Test
    void takesAServiceAnewWhenWhatItSharesChanges() {
        directory.put("shared/com/example/Rate.java", rate(1));
        directory.service("Rates", "return com.example.Rate.NOW;");
        Services services = directory.open();
        assertThat(answer(services, "Rates")).isEqualTo("1");
        directory.put("shared/com/example/Rate.java", rate(2));
        await(() -> answer(services, "Rates").equals("2"));
    }

    private static String rate(int rate) {
        return "package com.example; public class Rate { public static int NOW = " + rate + "; }";
    }

    @Test
    void takesWhatAJarDeclaresOrHas() throws IOException {
        Path classes = compiled("Jarred", source("Jarred", "return 1;"));
        jar(
                "declared.jar",
                classes,
                Map.of("META-INF/services/io.grantway.service.Service", "Jarred # this"));
        try (Services services = directory.open()) {
            assertThat(services.names()).containsExactly("Jarred");
            assertThat(answer(services, "Jarred")).isEqualTo("1");
        }
        Files.delete(directory.path.resolve("declared.jar"));
        jar("found.jar", classes, Map.of());
        try (Services services = directory.open()) {
            assertThat(services.names()).containsExactly("Jarred");
        }
    }

    @Test
    void refusesAJarWhoseDeclaredServiceIsNone() throws IOException {
        Path classes = compiled("Jarred", "public class Jarred {}");
        jar("bad.jar", classes, Map.of("META-INF/services/io.grantway.service.Service", "Jarred"));
        Services services = directory.open();
        assertThat(services.refusals())
                .singleElement()
                .asString()
                .startsWith("bad.jar: Jarred is declared as a service and is no public class");
    }

    private Path compiled(String name, String text) throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("classes-" + name));
        Path file = Files.writeString(folder.resolve(name + ".java"), text);
        Path api =
                Path.of(
                        Service.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath());
        int code =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-cp",
                                api.toString(),
                                "-d",
                                folder.toString(),
                                file.toString());
        assertThat(code).isZero();
        Files.delete(file);
        return folder;
    }

    private void jar(String name, Path classes, Map<String, String> more) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (OutputStream out = Files.newOutputStream(directory.path.resolve(name));
                JarOutputStream jar = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                jar.write(Files.readAllBytes(file));
            }
            for (Map.Entry<String, String> each : more.entrySet()) {
                jar.putNextEntry(new ZipEntry(each.getKey()));
                jar.write(each.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void seesJarsInLibAndInDirectoriesInItWithTheFirstServiceThatTheyComeTo() throws IOException {
        Path near = compiled("Near", "public class Near { public static int one() { return 1; } }");
        Path far = compiled("Far", "public class Far { public static int two() { return 2; } }");
        directory.service("Hello", "return Near.one() + Far.two();");
        Services services = directory.open();
        assertThat(services.refusals())
                .singleElement()
                .asString()
                .contains("Hello.java:8: cannot find symbol", "variable Far");

        Files.createDirectories(directory.path.resolve("lib/client-1.0"));
        jar("lib/near.jar", near, Map.of());
        jar("lib/client-1.0/far.jar", far, Map.of());

        await(() -> services.names().equals(List.of("Hello")));
        assertThat(answer(services, "Hello")).isEqualTo("3");
    }

    @Test
    void keepsAVersionOutWhoseCheckFails() {
        directory.service("Hello", "return 1;");
        Services services = directory.open();
        directory.put(
                "Hello.java",
                """
                import io.grantway.service.*;

                public class Hello implements Service {
                    public Object handle(Call call) { return 2; }

                    public void check() {
                        throw new IllegalStateException("the table is not complete");
                    }
                }
                """);
        await(() -> history(services, "Hello.java").size() == 2);
        assertThat(services.refusals())
                .containsExactly(
                        "Hello.java: IllegalStateException: the table is not complete"
                                + " (Hello.java:7)");
        assertThat(answer(services, "Hello")).isEqualTo("1");
    }

    @Test
    void saysThatAFileHasNoService() {
        directory.put("Hello.java", "public class Hello {}");
        assertThat(directory.open().refusals())
                .singleElement()
                .asString()
                .startsWith("Hello.java: has no service: no public class");
    }

    @Test
    void refusesTwoFilesWithAServiceOfTheSameNameUntilOneIsGone() throws IOException {
        directory.service("Hello", "return 1;");
        directory.put(
                "Other.java",
                """
                import io.grantway.service.*;

                public class Other {
                    public static class Hello implements Service {
                        public Object handle(Call call) { return 2; }
                    }
                }
                """);
        Services services = directory.open();
        assertThat(services.names()).isEmpty();
        assertThat(services.refusals())
                .hasSize(2)
                .allSatisfy(text ->
                        assertThat(text)
                                .contains("the service Hello is in Hello.java and Other.java"));
        Files.delete(directory.path.resolve("Hello.java"));
        await(() -> services.names().equals(List.of("Hello")));
        assertThat(answer(services, "Hello")).isEqualTo("2");
    }

    @Test
    void leavesAServiceInPlaceWhenAnotherFileClaimsItsName() {
        directory.service("Hello", "return 1;");
        Services services = directory.open();
        directory.put(
                "Other.java",
                """
                public class Other {
                    public static class Hello implements io.grantway.service.Service {
                        public Object handle(io.grantway.service.Call call) { return 2; }
                    }
                }
                """);
        await(() -> !services.refusals().isEmpty());
        assertThat(answer(services, "Hello")).isEqualTo("1");
    }

    @Test
    void withdrawsAServiceWhoseFileIsGone() throws IOException {
        directory.service("Hello", "return 1;");
        Services services = directory.open();
        Files.delete(directory.path.resolve("Hello.java"));
        await(() -> services.names().isEmpty());
        assertThatThrownBy(() -> answer(services, "Hello"))
                .hasMessage("service \"Hello\": there is no such service");
    }

    @Test
    void putsAnEarlierVersionBack() {
        directory.service("Hello", "return 1;");
        Services services = directory.open();
        directory.service("Hello", "return 2;");
        await(() -> answer(services, "Hello").equals("2"));
        assertThat(services.rollback("Hello", Optional.empty()).number()).isEqualTo(1);
        assertThat(answer(services, "Hello")).isEqualTo("1");
        assertThat(history(services, "Hello.java"))
                .extracting(Past::number, Past::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, Past.State.GONE),
                        org.assertj.core.groups.Tuple.tuple(1, Past.State.LIVE));
        assertThatThrownBy(() -> services.rollback("Hello", Optional.empty()))
                .hasMessage("Hello.java has no earlier version to go back to");
    }

    @Test
    void letsTheCallsOfAReplacedVersionEnd() throws Exception {
        directory.service(
                "Slow",
                "call.cache().put(\"began\", true, Duration.ofMinutes(1)); while"
                    + " (!java.nio.file.Files.exists(java.nio.file.Path.of(call.input(\"go\")))) {"
                    + " Thread.onSpinWait(); Thread.yield(); } return 1;");
        Services services = directory.open();
        Path go = temporary.resolve("go");
        List<String> answers = new ArrayList<>();
        Thread caller =
                Thread.ofPlatform()
                        .start(() ->
                                answers.add(
                                        services.invoke(call("Slow", Map.of("go", go.toString())))
                                                .body()
                                                .text()));
        await(() -> services.running() == 1);
        directory.service("Slow", "return 2;");
        await(() ->
                history(services, "Slow.java").size() == 2
                        && services.names().equals(List.of("Slow"))
                        && history(services, "Slow.java").getFirst().state() == Past.State.LIVE);
        assertThat(answer(services, "Slow")).isEqualTo("2");
        assertThat(history(services, "Slow.java").getLast().state()).isEqualTo(Past.State.DRAINING);
        Files.createFile(go);
        caller.join();
        assertThat(answers).containsExactly("1");
        await(() -> history(services, "Slow.java").getLast().state() == Past.State.GONE);
    }

    @Test
    void letsTheClassLoaderOfAReplacedVersionBeCollected() {
        directory.put("Hello.java", collected(1));
        Services services = directory.open();
        services.invoke(call("Hello", Map.of("name", "Ann", "count", "3")));
        assertThatThrownBy(
                        () -> services.invoke(call("Hello", Map.of("name", "fail", "count", "3"))))
                .isInstanceOf(ServiceFailure.class);
        WeakReference<ClassLoader> before =
                new WeakReference<>(services.all().getFirst().live().orElseThrow().loader());
        directory.put("Hello.java", collected(2));
        await(() ->
                services.invoke(call("Hello", Map.of("name", "Ann", "count", "3")))
                        .body()
                        .text()
                        .contains("2"));
        List<byte[]> ballast = new ArrayList<>();
        for (int i = 0; i < 50 && before.get() != null; i++) {
            System.gc();
            ballast.add(new byte[1 << 20]);
        }
        assertThat(before.get()).as("after " + ballast.size() + " collections").isNull();
    }

    /// Uses whatever might keep a class: records read and written, cache, threads, failures.
    private static String collected(int version) {
        return """
        import io.grantway.service.*;
        import java.time.Duration;
        import java.util.*;

        public class Hello implements Service {
            record In(String name, int count) {}
            record Out(int version, In in) {}

            public Object handle(Call call) {
                In in = call.inputAs(In.class);
                if (in.name().equals("fail")) throw new IllegalStateException("no");
                call.cache().put("in", in, Duration.ofHours(1));
                call.log().debug("{}", in);
                List<In> all = call.all(() -> in, () -> in);
                return new Out(VERSION, all.getFirst());
            }
        }
        """
                .replace("VERSION", Integer.toString(version));
    }

    @Test
    void loadsNothingWithoutADirectory() {
        Services services =
                Services.open(
                        new ServicesConfig(null, java.time.Duration.ofSeconds(1), 1, Map.of()),
                        directory.means(),
                        new LocalLeases(),
                        () -> "one",
                        java.time.Clock.systemUTC());
        assertThat(services.all()).isEmpty();
        assertThatThrownBy(() -> services.invoke(call("Hello")))
                .hasMessage("service \"Hello\": there is no such service");
    }

    @Test
    void takesAFileThatComesToADirectoryThatWasNotThere() throws IOException {
        Files.delete(directory.path);
        Services services = directory.open();
        directory.service("Hello", "return 1;");
        await(() -> services.names().equals(List.of("Hello")));
    }
}
