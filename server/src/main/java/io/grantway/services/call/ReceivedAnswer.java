package io.grantway.services.call;

import io.grantway.http.Body;
import io.grantway.outbound.CallFailure;
import io.grantway.outbound.OutboundAnswer;
import io.grantway.service.Answer;
import io.grantway.service.CallException;
import io.grantway.service.Tree;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.MissingNode;

/// The answer of a connection as a service sees it.
final class ReceivedAnswer implements Answer {
    private final String connection;
    private final OutboundAnswer answer;
    private final Rendering rendering;
    private volatile @Nullable Body whole;
    private volatile @Nullable Tree tree;

    ReceivedAnswer(String connection, OutboundAnswer answer, Rendering rendering) {
        this.connection = connection;
        this.answer = answer;
        this.rendering = rendering;
    }

    /// Reads the body, and lets the connection go.
    ///
    /// @throws CallFailure where it is too large or breaks off
    void readWhole() {
        try (answer) {
            whole = answer.body();
        }
    }

    @Override
    public int status() {
        return answer.status();
    }

    @Override
    public Optional<String> header(String name) {
        return answer.headers().first(name);
    }

    @Override
    public Map<String, List<String>> headers() {
        Map<String, List<String>> all = new TreeMap<>();
        answer.headers()
                .forEach((name, value) ->
                        all.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                                .add(value));
        return all;
    }

    @Override
    public String requestId() {
        return answer.requestId();
    }

    private Body body() {
        @Nullable Body read = whole;
        if (read != null) {
            return read;
        }
        try {
            readWhole();
        } catch (CallFailure e) {
            throw RestCalls.exception(e);
        }
        return java.util.Objects.requireNonNull(whole);
    }

    @Override
    public Tree tree() {
        @Nullable Tree known = tree;
        if (known == null) {
            known = parsed();
            tree = known;
        }
        return known;
    }

    private Tree parsed() {
        Body body = body();
        try {
            return JsonTree.of(
                    body.isEmpty() ? MissingNode.getInstance() : rendering.parse(body.bytes()),
                    rendering);
        } catch (JacksonException _) {
            String type = header("Content-Type").orElse("of no type");
            throw new CallException(
                    connection,
                    status(),
                    "what came is no JSON (" + type + ")",
                    requestId(),
                    beginning(),
                    null);
        }
    }

    /// How the body begins.
    String beginning() {
        String text = text();
        return text.length() > Problems.LONGEST ? text.substring(0, Problems.LONGEST) : text;
    }

    @Override
    public String text() {
        return new String(body().bytes(), charset());
    }

    private Charset charset() {
        String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        int at = type.indexOf("charset=");
        if (at < 0) {
            return StandardCharsets.UTF_8;
        }
        String name = type.substring(at + "charset=".length()).replaceAll("[\";].*|\"", "").strip();
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException _) {
            return StandardCharsets.UTF_8;
        }
    }

    @Override
    public byte[] bytes() {
        return body().bytes();
    }

    @Override
    public InputStream stream() {
        @Nullable Body read = whole;
        return read == null ? answer.stream() : new ByteArrayInputStream(read.bytes());
    }

    @Override
    public void close() {
        answer.close();
    }

    /// Without the body, which may be about somebody.
    @Override
    public String toString() {
        return "status " + status() + " of connection \"" + connection + "\"";
    }
}
