package io.grantway;

import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.grantway.catalog.PolicySettings;
import io.grantway.config.Secret;
import io.grantway.gateway.Policy;
import io.grantway.gateway.PolicyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// Holds the house to its plan.
@AnalyzeClasses(packages = "io.grantway", importOptions = DoNotIncludeTests.class)
@NullMarked
class ArchitectureTest {
    /// What each capability may use besides itself, the vocabulary of configuration, and libraries.
    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    Map.entry("config", Set.of()),
                    Map.entry("oauth", Set.of()),
                    Map.entry("http", Set.of("config")),
                    Map.entry("jose", Set.of("config", "http")),
                    Map.entry("token", Set.of("config", "oauth", "http", "jose")),
                    Map.entry("throttle", Set.of("config")),
                    Map.entry("catalog", Set.of("config", "oauth", "jose", "throttle")),
                    Map.entry(
                            "gateway",
                            Set.of("config", "http", "token", "catalog", "oauth", "throttle")),
                    Map.entry("authserver", Set.of("config", "http", "oauth", "jose", "catalog")),
                    Map.entry(
                            "kong",
                            Set.of("config", "http", "oauth", "catalog", "authserver", "admin")),
                    Map.entry("admin", Set.of("config", "http", "oauth", "catalog")),
                    Map.entry("openapi", Set.of("config", "gateway")),
                    Map.entry("supply", Set.of("config", "oauth", "http", "jose", "token")),
                    Map.entry("fakeprovider", Set.of("config", "oauth", "http", "vault")),
                    Map.entry("vault", Set.of("config", "oauth", "http", "supply")),
                    Map.entry(
                            "outbound",
                            Set.of("config", "oauth", "http", "jose", "token", "supply", "vault")),
                    Map.entry(
                            "services",
                            Set.of(
                                    "config",
                                    "oauth",
                                    "http",
                                    "gateway",
                                    "catalog",
                                    "outbound",
                                    "service")),
                    Map.entry("telemetry", Set.of("config", "http")),
                    Map.entry("analytics", Set.of("config", "http")),
                    Map.entry(
                            "store",
                            Set.of(
                                    "config",
                                    "oauth",
                                    "jose",
                                    "authserver",
                                    "token",
                                    "catalog",
                                    "analytics",
                                    "supply",
                                    "services",
                                    "vault",
                                    "admin")));

    @ArchTest
    static final ArchRule capabilitiesFormNoCycles =
            slices().matching("io.grantway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule capabilitiesUseWhatThePlanSays =
            classes()
                    .should(
                            new ArchCondition<JavaClass>(
                                    "use only what the plan allows their capability") {
                                @Override
                                public void check(JavaClass item, ConditionEvents events) {
                                    Set<String> allowed = MAY_USE.get(capability(item));
                                    for (Dependency dependency :
                                            item.getDirectDependenciesFromSelf()) {
                                        String used = capability(dependency.getTargetClass());
                                        boolean fine =
                                                allowed == null
                                                        || used.isEmpty()
                                                        || used.equals(capability(item))
                                                        || allowed.contains(used);
                                        if (!fine) {
                                            events.add(
                                                    SimpleConditionEvent.violated(
                                                            item, dependency.getDescription()));
                                        }
                                    }
                                }
                            });

    @ArchTest
    static final ArchRule roomsArePrivateToTheirCapability =
            classes()
                    .should(
                            new ArchCondition<JavaClass>("not enter another capability's room") {
                                @Override
                                public void check(JavaClass item, ConditionEvents events) {
                                    for (Dependency dependency :
                                            item.getDirectDependenciesFromSelf()) {
                                        JavaClass target = dependency.getTargetClass();
                                        if (isRoom(target)
                                                && !capability(target).equals(capability(item))
                                                && !capability(item).equals("boot")) {
                                            events.add(
                                                    SimpleConditionEvent.violated(
                                                            item, dependency.getDescription()));
                                        }
                                    }
                                }
                            });

    @ArchTest
    static final ArchRule onlyTheEngineNamesTheServerLibrary =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.grantway.http.engine..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.vertx..", "io.netty..");

    @ArchTest
    static final ArchRule onlyOneRoomNamesTheClientLibrary =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.grantway.http.outgoing..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.hc..");

    @ArchTest
    static final ArchRule onlyTheStoreNamesJdbc =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.grantway.store..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.sql..", "javax.sql..", "org.sqlite..", "org.flywaydb..");

    @ArchTest
    static final ArchRule onlyTelemetryNamesALoggingBackend =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.grantway.telemetry..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("ch.qos.logback..", "java.util.logging..");

    @ArchTest
    static final ArchRule nobodyKeepsASecretInPlainText =
            classes()
                    .that()
                    .areRecords()
                    .should(
                            have(
                                    new DescribedPredicate<JavaClass>(
                                            "no text field that is named like a secret") {
                                        @Override
                                        public boolean test(JavaClass record) {
                                            return record.getFields().stream()
                                                    .filter(field ->
                                                            field.getName()
                                                                    .matches(
                                                                            "(?i).*(password|secret|provisionkey)$"))
                                                    .allMatch(field ->
                                                            !field.getRawType()
                                                                    .isEquivalentTo(String.class));
                                        }
                                    }));

    @ArchTest
    static final ArchRule everyGrantIsNamedSo =
            classes()
                    .that()
                    .resideInAPackage("io.grantway.authserver.grant")
                    .and()
                    .areTopLevelClasses()
                    .and()
                    .areNotInterfaces()
                    .and()
                    .haveSimpleNameNotEndingWith("package-info")
                    .should()
                    .haveSimpleNameEndingWith("Grant");

    @Test
    void everyPolicyIsRegisteredUnderOneName() {
        List<String> names = PolicyKind.ALL.stream().map(PolicyKind::name).toList();
        assertThat(names).doesNotHaveDuplicates().isNotEmpty();
        assertThat(PolicyKind.ALL)
                .allSatisfy(
                        kind -> assertThat(PolicySettings.class).isAssignableFrom(kind.settings()));
        assertThat(Policy.class).isInterface();
    }

    @Test
    void aSecretCannotBePrinted() {
        assertThat(Secret.of("planted").toString()).doesNotContain("planted");
        assertThat(String.valueOf(List.of(Secret.of("planted")))).doesNotContain("planted");
    }

    @Test
    void everyPackageSaysWhatItOwns() throws IOException {
        Path sources = Path.of("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            Set<Path> packages =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .map(Path::getParent)
                            .collect(Collectors.toSet());
            for (Path directory : packages) {
                String text = Files.readString(directory.resolve("package-info.java"));
                assertThat(text.replaceAll("\\s+(///)?\\s*", " "))
                        .as(directory.toString())
                        .contains("Owns:", "Owns not:");
            }
        }
    }

    private static String capability(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith("io.grantway.")) {
            return "";
        }
        String rest = name.substring("io.grantway.".length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    private static boolean isRoom(JavaClass type) {
        return type.getPackageName().matches("io\\.grantway\\.[a-z]+\\.[a-z0-9]+");
    }
}
