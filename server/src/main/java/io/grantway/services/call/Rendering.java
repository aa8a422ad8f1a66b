package io.grantway.services.call;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.service.Answer;
import io.grantway.service.InputException;
import io.grantway.service.Reply;
import io.grantway.service.Tree;
import io.grantway.services.ServiceResult;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// Objects of one version of a service to JSON and back. One for each version: what the library
/// remembers of its classes must go when they go.
public final class Rendering {
    private static final String JSON = "application/json";
    private static final ServiceResult NOTHING =
            new ServiceResult(204, HeaderList.EMPTY, "", Body.EMPTY);

    private final JsonMapper mapper =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(Tree.class, new TreeWriter())
                                    .addSerializer(Answer.class, new AnswerWriter()))
                    .build();

    /// What a service returned, ready to be written.
    public ServiceResult result(@Nullable Object returned) {
        return switch (returned) {
            case null -> NOTHING;
            case Reply reply -> reply(reply);
            case Answer answer -> answer(answer);
            default -> new ServiceResult(200, HeaderList.EMPTY, JSON, json(returned));
        };
    }

    private ServiceResult reply(Reply reply) {
        HeaderList headers = HeaderList.EMPTY;
        for (Map.Entry<String, String> field : reply.headers().entrySet()) {
            headers = headers.with(field.getKey(), field.getValue());
        }
        @Nullable Object body = reply.body();
        return new ServiceResult(
                reply.status(),
                headers,
                reply.contentType(),
                body == null ? Body.of(reply.bytes()) : json(body));
    }

    private static ServiceResult answer(Answer answer) {
        byte[] bytes = answer.bytes();
        return bytes.length == 0
                ? NOTHING
                : new ServiceResult(
                        200,
                        HeaderList.EMPTY,
                        answer.header("content-type").orElse("application/octet-stream"),
                        Body.of(bytes));
    }

    /// @throws IllegalArgumentException saying what cannot be written
    Body json(Object value) {
        try {
            return Body.of(mapper.writeValueAsBytes(value));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "what it returned cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /// Something as a tree.
    JsonNode tree(Object value) {
        try {
            return value instanceof String text && looksLikeJson(text)
                    ? mapper.readTree(text)
                    : mapper.valueToTree(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "it cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static boolean looksLikeJson(String text) {
        return text.startsWith("{") || text.startsWith("[");
    }

    /// @throws JacksonException where it is no JSON
    JsonNode parse(byte[] json) {
        return mapper.readTree(json);
    }

    /// @param at where it stands, for the text of a refusal
    <T> T read(JsonNode node, Class<T> type, String at) {
        try {
            @Nullable T value = mapper.treeToValue(node, type);
            if (value == null) {
                throw new InputException(at, "is missing");
            }
            return value;
        } catch (DatabindException e) {
            String inside =
                    e.getPath().stream()
                            .map(step ->
                                    step.getPropertyName() == null
                                            ? "[" + step.getIndex() + "]"
                                            : step.getPropertyName())
                            .collect(Collectors.joining("."));
            String whole = at.isEmpty() || inside.isEmpty() ? at + inside : at + "." + inside;
            throw new InputException(
                    whole.replace(".[", "["), "does not fit " + type.getSimpleName());
        }
    }

    private static final class TreeWriter extends ValueSerializer<Tree> {
        @Override
        public void serialize(Tree tree, JsonGenerator out, SerializationContext context) {
            if (tree instanceof JsonTree ours && !ours.node().isMissingNode()) {
                context.writeValue(out, ours.node());
            } else {
                out.writeRawValue(tree.json());
            }
        }
    }

    private static final class AnswerWriter extends ValueSerializer<Answer> {
        @Override
        public void serialize(Answer answer, JsonGenerator out, SerializationContext context) {
            context.writeValue(out, answer.tree());
        }
    }
}
