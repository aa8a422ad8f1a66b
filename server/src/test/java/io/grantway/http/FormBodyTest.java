package io.grantway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.testing.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("StringConcatToTextBlock") // the line ends are what it is about
class FormBodyTest {
    private static final String MULTIPART = "multipart/form-data; boundary=XyZ";

    private static Parameters read(String contentType, String body) {
        return FormBody.read(
                new Request(
                        Requests.head("POST", "http://a/", "Content-Type", contentType),
                        Body.of(body)));
    }

    private static String part(String name, String value) {
        return "--XyZ\r\nContent-Disposition: form-data; name=\""
                + name
                + "\"\r\n\r\n"
                + value
                + "\r\n";
    }

    @Test
    void readsAUrlEncodedForm() {
        Parameters form =
                read("Application/X-WWW-Form-Urlencoded; charset=UTF-8", "a=1&b=%C3%A9+x&a=2&c");

        assertThat(form.all("a")).containsExactly("1", "2");
        assertThat(form.first("b")).contains("é x");
        assertThat(form.first("c")).contains("");
    }

    @Test
    void readsAMultipartForm() {
        Parameters form =
                read(
                        MULTIPART,
                        part("grant_type", "password")
                                + part("text", "é\r\n--XyY\r\nline")
                                + part("empty", "")
                                + "--XyZ--\r\n");

        assertThat(form.names()).containsExactly("grant_type", "text", "empty");
        assertThat(form.first("grant_type")).contains("password");
        assertThat(form.first("text")).contains("é\r\n--XyY\r\nline");
        assertThat(form.first("empty")).contains("");
    }

    @Test
    void readsAFormWithAQuotedBoundaryAndAPreamble() {
        Parameters form =
                read(
                        "multipart/form-data; boundary=\"XyZ\"",
                        "preamble\r\n" + part("a", "1") + "--XyZ--");

        assertThat(form.first("a")).contains("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "--XyZ",
                "--XyZ\r\n",
                "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1",
                "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n1\r\n--XyZ--",
                "--XyZ\r\nContent-Disposition: form-data\r\n\r\n1\r\n--XyZ--",
                "--XyZ\r\nContent-Type: text/plain\r\n\r\n1\r\n--XyZ--",
                "--XyZ\r\nContent-Disposition: form-data; name=\"a\";"
                        + " filename=\"f\"\r\n\r\n1\r\n--XyZ--",
                "--XyZ\r\n\r\n--XyZ--",
                "--XyZabc\r\n--XyZ--",
            })
    void refusesAMalformedMultipartForm(String body) {
        assertThatThrownBy(() -> read(MULTIPART, body))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.status()).isEqualTo(400);
                            assertThat(problem.reason()).isEqualTo("malformed_form");
                        });
    }

    @Test
    void refusesMoreFieldsThanAnyFormHas() {
        assertThatThrownBy(() -> read(MULTIPART, part("a", "1").repeat(300) + "--XyZ--"))
                .isInstanceOf(Problem.class);
    }

    @Test
    void refusesOtherContentTypes() {
        for (String type : new String[] {"application/json", "", "multipart/mixed; boundary=a"}) {
            assertThatThrownBy(() -> read(type, "a=1"))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.status()).isEqualTo(415));
            assertThat(FormBody.isForm(type)).isFalse();
        }
        assertThat(FormBody.isForm(MULTIPART)).isTrue();
    }

    @Test
    void refusesAMalformedPercentSign() {
        assertThatThrownBy(() -> read("application/x-www-form-urlencoded", "a=%zz"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
    }
}
