package io.grantway.services;

import static io.grantway.services.ServiceDirectory.await;
import static io.grantway.services.ServiceDirectory.call;
import static io.grantway.services.ServiceDirectory.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class ServicesTest {
    @TempDir Path temporary;
    private ServiceDirectory directory = new ServiceDirectory(Path.of(""));

    @BeforeEach
    void empty() {
        directory = new ServiceDirectory(temporary);
    }

    @AfterEach
    void close() {
        directory.close();
    }

    @Test
    void answersWithWhatAServiceReturns() {
        directory.service("Hello", "return Map.of(\"hello\", call.input(\"name\"));");
        ServiceResult result = directory.open().invoke(call("Hello", Map.of("name", "Ann")));
        assertThat(result.status()).isEqualTo(200);
        assertThat(result.contentType()).isEqualTo("application/json");
        assertThat(result.body().text()).isEqualTo("{\"hello\":\"Ann\"}");
    }

    @Test
    void replacesAServiceWhenItsFileChanges() {
        directory.service("Hello", "return 1;");
        Services services = directory.open();
        directory.service("Hello", "return 2;");
        await(() -> services.invoke(call("Hello")).body().text().equals("2"));
    }

    @Test
    void goesOnWithThePreviousVersionWhereTheNextDoesNotCompile() {
        directory.service("Hello", "return 1;");
        Services services = directory.open();
        directory.service("Hello", "return call.inputt(\"x\");");
        await(() -> services.all().getFirst().history().size() == 2);
        assertThat(services.invoke(call("Hello")).body().text()).isEqualTo("1");
        assertThat(services.all().getFirst().history().getFirst().error())
                .contains("Hello.java:8: cannot find symbol")
                .contains("inputt");
    }

    @Test
    void saysWhereAServiceThrew() {
        directory.service("Hello", "throw new IllegalStateException(\"no plan\\nfor you\");");
        Services services = directory.open();
        assertThatThrownBy(() -> services.invoke(call("Hello")))
                .isInstanceOf(ServiceFailure.class)
                .hasMessage("service \"Hello\": IllegalStateException: no plan (Hello.java:8)")
                .asInstanceOf(type(ServiceFailure.class))
                .extracting(ServiceFailure::reason)
                .isEqualTo(ServiceFailure.Reason.THREW);
    }

    @Test
    void saysWhichInputIsMissing() {
        directory.service("Hello", "return call.input(\"name\");");
        Services services = directory.open();
        assertThatThrownBy(() -> services.invoke(call("Hello", Map.of(), json("{\"nam\": 1}"))))
                .hasMessage("service \"Hello\": input \"name\" is missing")
                .asInstanceOf(type(ServiceFailure.class))
                .extracting(ServiceFailure::reason)
                .isEqualTo(ServiceFailure.Reason.INPUT);
    }

    @Test
    void knowsNoServiceThatIsNotThere() {
        Services services = directory.open();
        assertThatThrownBy(() -> services.invoke(call("Hello")))
                .hasMessage("service \"Hello\": there is no such service");
    }
}
