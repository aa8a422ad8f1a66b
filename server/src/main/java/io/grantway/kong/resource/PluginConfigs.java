package io.grantway.kong.resource;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The plugins there are: Kong's name, our policy's name, and the fields of the `config`.
///
/// @param policy the key of the settings
/// @param perConsumer whether it may be for one consumer
record PluginConfigs(String policy, boolean perConsumer, Schema config) {
    private static final String[] PERIODS = {"second", "minute", "hour", "day", "month", "year"};
    private static final String[] GRANTS = {
        "enable_authorization_code",
        "enable_implicit_grant",
        "enable_client_credentials",
        "enable_password_grant"
    };

    static final SequencedMap<String, PluginConfigs> ALL =
            new TreeMap<>(
                    Map.of(
                            "oauth2", new PluginConfigs("oauth2", false, oauth2()),
                            "key-auth", new PluginConfigs("requireKey", false, keyAuth()),
                            "basic-auth", new PluginConfigs("requirePassword", false, basicAuth()),
                            "jwt", new PluginConfigs("requireJwt", false, jwt()),
                            "acl", new PluginConfigs("requireGroup", false, acl()),
                            "rate-limiting", new PluginConfigs("limitRate", true, rateLimiting()),
                            "request-termination",
                                    new PluginConfigs("answer", true, requestTermination()),
                            "correlation-id",
                                    new PluginConfigs("correlate", true, correlationId())));

    private static Field header(String name) {
        return Field.text(name, header());
    }

    private static Rule header() {
        return Rule.matching(
                "[A-Za-z0-9_-]+",
                bad ->
                        "bad header name '"
                                + bad
                                + "', allowed characters are A-Z, a-z, 0-9, '_', and '-'");
    }

    private static Schema oauth2() {
        return Schema.of(
                        Field.texts("scopes"),
                        Field.flag("mandatory_scope", false).must(),
                        Field.of("provision_key", Type.text(1024)).secret(),
                        Field.of("token_expiration", Type.whole(0, 1L << 31)).must().or(7200),
                        Field.flag("enable_authorization_code", false).must(),
                        Field.flag("enable_implicit_grant", false).must(),
                        Field.flag("enable_client_credentials", false).must(),
                        Field.flag("enable_password_grant", false).must(),
                        Field.flag("hide_credentials", false).must(),
                        Field.flag("accept_http_if_already_terminated", false).must(),
                        Field.text("anonymous"),
                        Field.flag("global_credentials", false).must(),
                        header("auth_header_name").or("authorization"),
                        Field.of("refresh_token_ttl", Type.whole(0, 100_000_000))
                                .must()
                                .or(1_209_600),
                        Field.flag("reuse_refresh_token", false).must(),
                        Field.text("pkce", Rule.oneOf("none", "lax", "strict")).or("lax"),
                        Field.text("realm"),
                        Field.flag("strict", false))
                .checked(PluginConfigs::scopesWhereMandatory);
    }

    private static void scopesWhereMandatory(ObjectNode config, ObjectNode faults) {
        if (config.path("mandatory_scope").asBoolean() && !Schema.isSet(config, "scopes")) {
            Schema.broken(
                    faults, "failed conditional validation given value of field 'mandatory_scope'");
            faults.put("scopes", "required field missing");
        }
    }

    /// Kong says this of the config as a whole.
    static void oneGrant(ObjectNode config, ObjectNode faults) {
        if (Stream.of(GRANTS).noneMatch(grant -> config.path(grant).asBoolean())) {
            faults.put(
                    "config",
                    "at least one of these fields must be true: " + String.join(", ", GRANTS));
        }
    }

    private static Schema keyAuth() {
        return Schema.of(
                Field.texts("key_names", header()).must().orAll("apikey"),
                Field.flag("hide_credentials", false).must(),
                Field.text("anonymous"),
                Field.flag("key_in_header", true).must(),
                Field.flag("key_in_query", true).must(),
                Field.flag("key_in_body", false).must(),
                Field.flag("run_on_preflight", true).must(),
                Field.text("realm"));
    }

    private static Schema basicAuth() {
        return Schema.of(
                Field.text("anonymous"),
                Field.flag("hide_credentials", false).must(),
                Field.text("realm").or("service"));
    }

    private static Schema jwt() {
        return Schema.of(
                        Field.texts("uri_param_names").orAll("jwt"),
                        Field.texts("cookie_names").orAll(),
                        Field.text("key_claim_name").or("iss"),
                        Field.flag("secret_is_base64", false).must(),
                        Field.texts("claims_to_verify", Rule.oneOf("exp", "nbf")),
                        Field.text("anonymous"),
                        Field.flag("run_on_preflight", true).must(),
                        Field.of("maximum_expiration", Type.whole(0, 31_536_000)).or(0),
                        Field.texts("header_names", header()).orAll("authorization"),
                        Field.text("realm"))
                .checked((config, faults) -> {
                    boolean exp =
                            config.path("claims_to_verify")
                                    .valueStream()
                                    .anyMatch(claim -> claim.asString().equals("exp"));
                    if (config.path("maximum_expiration").asLong() > 0 && !exp) {
                        Schema.broken(
                                faults,
                                "failed conditional validation given value of field"
                                        + " 'maximum_expiration'");
                        faults.put("claims_to_verify", "expected to contain: exp");
                    }
                });
    }

    private static Schema acl() {
        return Schema.of(
                        Field.texts("allow"),
                        Field.texts("deny"),
                        Field.flag("hide_groups_header", false).must(),
                        Field.flag("always_use_authenticated_groups", false).must(),
                        Field.flag("include_consumer_groups", false).must().onlyKept())
                .checked((config, faults) -> {
                    boolean allow = Schema.isSet(config, "allow");
                    if (allow == Schema.isSet(config, "deny")) {
                        Schema.broken(
                                faults,
                                (allow ? "only" : "at least")
                                        + " one of these fields must be non-empty: 'allow',"
                                        + " 'deny'");
                    }
                });
    }

    private static Schema rateLimiting() {
        Field[] periods =
                Stream.of(PERIODS)
                        .map(period ->
                                Field.of(
                                        period,
                                        new Type.Whole(
                                                List.of(Rule.above(0), Rule.between(1, 1L << 31)))))
                        .toArray(Field[]::new);
        Schema rest =
                Schema.of(
                        Field.text(
                                        "limit_by",
                                        Rule.oneOf(
                                                "consumer",
                                                "credential",
                                                "ip",
                                                "service",
                                                "header",
                                                "path"))
                                .or("consumer"),
                        header("header_name"),
                        Field.text("path", Rule.startsWith("/")),
                        Field.text("policy", Rule.oneOf("local", "cluster", "redis"))
                                .or("local")
                                .onlyKept(),
                        Field.flag("fault_tolerant", true).must().onlyKept(),
                        Field.flag("hide_client_headers", false).must(),
                        Field.of("error_code", Type.whole(100, 599)).or(429),
                        Field.text("error_message").or("API rate limit exceeded"),
                        Field.of("sync_rate", new Type.Decimal(List.of())).or(-1).onlyKept());
        return new Schema(
                Stream.concat(Stream.of(periods), rest.fields().stream()).toList(),
                List.of(PluginConfigs::periods));
    }

    private static void periods(ObjectNode config, ObjectNode faults) {
        if (Stream.of(PERIODS).noneMatch(period -> Schema.isSet(config, period))) {
            Schema.broken(
                    faults,
                    "at least one of these fields must be non-empty: 'second', 'minute', 'hour',"
                            + " 'day', 'month', 'year'");
        }
        String shorter = "";
        for (String period : PERIODS) {
            if (!Schema.isSet(config, period)) {
                continue;
            }
            if (!shorter.isEmpty()
                    && config.path(period).asLong() < config.path(shorter).asLong()) {
                Schema.broken(
                        faults,
                        "The limit for "
                                + period
                                + "("
                                + config.path(period).asLong()
                                + ".0) cannot be lower than the limit for "
                                + shorter
                                + "("
                                + config.path(shorter).asLong()
                                + ".0)");
            }
            shorter = period;
        }
        String by = config.path("limit_by").asString("");
        String needed = by.equals("header") ? "header_name" : by.equals("path") ? "path" : "";
        if (!needed.isEmpty() && !Schema.isSet(config, needed)) {
            Schema.broken(faults, "failed conditional validation given value of field 'limit_by'");
            faults.put(needed, "required field missing");
        }
    }

    private static Schema requestTermination() {
        return Schema.of(
                        Field.of("status_code", Type.whole(100, 599)).must().or(503),
                        Field.text("message"),
                        Field.text("content_type"),
                        Field.of("body", Type.text(65_536)),
                        Field.flag("echo", false).must(),
                        header("trigger"))
                .checked((config, faults) -> {
                    boolean body = Schema.isSet(config, "body");
                    boolean type = Schema.isSet(config, "content_type");
                    if (Schema.isSet(config, "message") && (type || body)) {
                        Schema.broken(faults, "message cannot be used with content_type or body");
                    }
                    if (type && !body) {
                        Schema.broken(faults, "content_type requires a body");
                    }
                    if (config.path("echo").asBoolean() && (type || body)) {
                        Schema.broken(faults, "echo cannot be used with content_type and body");
                    }
                });
    }

    private static Schema correlationId() {
        return Schema.of(
                header("header_name").or("Kong-Request-ID"),
                Field.text("generator", Rule.oneOf("uuid", "uuid#counter", "tracker"))
                        .must()
                        .or("uuid#counter"),
                Field.flag("echo_downstream", false).must());
    }
}
