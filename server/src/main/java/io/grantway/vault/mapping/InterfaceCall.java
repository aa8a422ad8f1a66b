package io.grantway.vault.mapping;

import io.grantway.http.HttpTimes;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.SendFailure;
import io.grantway.vault.AccountUnavailable;
import io.grantway.vault.LiveAccount;
import io.grantway.vault.mapping.Mapped.ErrorRule;
import io.grantway.vault.mapping.Mapped.Paging;
import io.grantway.vault.mapping.RequestTemplate.Filled;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One call of an interface: what is asked, and what the answers become. Belongs to one thread.
final class InterfaceCall {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int SHOWN = 64 * 1024;

    private final Interface called;
    private final Mapped mapped;
    private final ProviderSender sender;
    private final LiveAccount account;
    private final InterfaceMeans means;
    private final String provider;
    private final long began;
    private @Nullable Filled request;
    private @Nullable ProviderAnswer last;

    InterfaceCall(
            Interface called,
            Mapped mapped,
            ProviderSender sender,
            LiveAccount account,
            InterfaceMeans means) {
        this.called = called;
        this.mapped = mapped;
        this.sender = sender;
        this.account = account;
        this.means = means;
        this.provider = sender.provider().name();
        this.began = means.nanoTime().getAsLong();
    }

    /// What the provider answered last, where it did.
    Optional<ProviderAnswer> last() {
        return Optional.ofNullable(last);
    }

    long millis() {
        return (means.nanoTime().getAsLong() - began) / 1_000_000;
    }

    /// The result, in the interface's shape.
    ///
    /// @param parameters typed
    /// @throws Problem where there is none
    JsonNode result(Map<String, JsonNode> parameters) {
        Optional<Paging> paging = mapped.paging();
        JsonNode page = page(parameters);
        if (paging.isEmpty()) {
            return page;
        }
        ArrayNode all = items(page, paging.get());
        Map<String, JsonNode> next = new HashMap<>(parameters);
        for (int i = 1; i < paging.get().pages() && !enough(all, paging.get(), next); i++) {
            Optional<JsonNode> cursor = next(paging.get());
            if (cursor.isEmpty()) {
                break;
            }
            next.put(paging.get().parameter(), cursor.get());
            page = page(next);
            all.addAll(items(page, paging.get()));
        }
        if (page instanceof ObjectNode object) {
            object.set(paging.get().list(), all);
        }
        return page;
    }

    private static ArrayNode items(JsonNode page, Paging paging) {
        return page.get(paging.list()) instanceof ArrayNode items
                ? items.deepCopy()
                : JsonNodeFactory.instance.arrayNode();
    }

    private static boolean enough(ArrayNode all, Paging paging, Map<String, JsonNode> parameters) {
        return paging.limit()
                .map(parameters::get)
                .filter(limit -> all.size() >= limit.asInt())
                .isPresent();
    }

    private Optional<JsonNode> next(Paging paging) {
        return evaluated(paging.next(), body())
                .filter(it -> !it.isNull() && !(it.isString() && it.stringValue().isEmpty()));
    }

    private JsonNode page(Map<String, JsonNode> parameters) {
        ProviderAnswer answer = answered(parameters);
        JsonNode body = body();
        checkErrors(answer, body);
        JsonNode result = evaluated(mapped.result(), body).orElse(null);
        try {
            return called.returns().fitted(result, "");
        } catch (Shape.Mismatch e) {
            throw InterfaceProblems.result(
                    provider, answer.status(), String.valueOf(e.getMessage()));
        }
    }

    private ProviderAnswer answered(Map<String, JsonNode> parameters) {
        Filled filled;
        try {
            filled = mapped.request().filled(parameters);
        } catch (IllegalArgumentException e) {
            throw InterfaceProblems.field(String.valueOf(e.getMessage()));
        }
        request = filled;
        try {
            ProviderAnswer answer = sender.send(account, filled, began + LIMIT.toNanos());
            last = answer;
            return answer;
        } catch (AccountUnavailable e) {
            throw InterfaceProblems.unavailable(provider, e);
        } catch (SendFailure e) {
            throw InterfaceProblems.silent(provider, e);
        } catch (IllegalArgumentException e) {
            throw InterfaceProblems.address(provider, String.valueOf(e.getMessage()));
        }
    }

    /// What was answered in JSON; nothing where it is none, or an error page.
    private JsonNode body() {
        ProviderAnswer answer = last;
        if (answer == null || answer.body().isEmpty()) {
            return JsonNodeFactory.instance.nullNode();
        }
        try {
            return Json.parse(answer.body().text());
        } catch (Problem _) {
            if (answer.status() >= 400) {
                return JsonNodeFactory.instance.nullNode();
            }
            throw InterfaceProblems.result(provider, answer.status(), "it is no JSON");
        }
    }

    private void checkErrors(ProviderAnswer answer, JsonNode body) {
        int status = answer.status();
        for (ErrorRule rule : mapped.errors()) {
            boolean counts =
                    (rule.status().isEmpty() || rule.status().getAsInt() == status)
                            && (rule.when().isEmpty() || holds(rule.when().get(), body));
            if (counts) {
                throw InterfaceProblems.mapped(
                        rule, provider, status, answer.without(InterfaceProblems.said(body)));
            }
        }
        if (status == 401) {
            throw InterfaceProblems.unavailable(
                    provider,
                    new AccountUnavailable(
                            AccountUnavailable.Reason.REFUSED,
                            "it refuses a new credential",
                            Optional.empty()));
        }
        if (status < 200 || status >= 300) {
            throw InterfaceProblems.refused(
                    provider,
                    status,
                    answer.without(InterfaceProblems.said(body)),
                    HttpTimes.retryAfter(answer.headers(), means.clock().instant()));
        }
    }

    private boolean holds(Expression condition, JsonNode body) {
        return evaluated(condition, body).filter(it -> it.asBoolean(false)).isPresent();
    }

    private Optional<JsonNode> evaluated(Expression expression, JsonNode body) {
        try {
            return means.evaluations().evaluate(expression, body);
        } catch (EvaluationFailure e) {
            int status = last().map(ProviderAnswer::status).orElse(0);
            throw InterfaceProblems.result(provider, status, "its expression " + e.getMessage());
        }
    }

    /// What was asked last, and what came, for whoever writes the mapping; without the credential.
    ObjectNode explained() {
        ObjectNode explain = JsonNodeFactory.instance.objectNode();
        Filled asked = request;
        if (asked != null) {
            ObjectNode shown = explain.putObject("request").put("method", asked.method());
            shown.put("url", last().map(ProviderAnswer::url).orElse(asked.path()));
            ObjectNode headers = shown.putObject("headers");
            asked.headers().forEach(headers::put);
            asked.content().ifPresent(it -> shown.put("body", bounded(it.body().text())));
        }
        last().ifPresent(answer -> {
            explain.put("status", answer.status());
            explain.put("rawAnswer", bounded(answer.shown()));
        });
        return explain.put("millis", millis());
    }

    private static String bounded(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
