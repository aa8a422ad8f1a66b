package io.grantway.fakeprovider;

import io.grantway.fakeprovider.Devices.Begun;
import io.grantway.fakeprovider.Grants.Live;
import io.grantway.http.Json;
import io.grantway.http.Parameters;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints of OAuth 2.0.
final class OAuth2 {
    private final InstantSource clock;
    private final Credentials clients;
    private final Grants grants;
    private final Devices devices;
    private final AuthorizationEndpoint authorization;
    private final TokenEndpoint tokens;
    private final Revocations revocations;

    OAuth2(
            Switches switches,
            List<Client> registered,
            InstantSource clock,
            RandomGenerator random,
            Counters counters,
            Pauses pauses) {
        var words = new Words(random);
        this.clock = clock;
        clients = new Credentials(registered);
        grants = new Grants(switches, clock, words);
        devices = new Devices(grants, clock, words);
        authorization = new AuthorizationEndpoint(switches, clients, grants, counters);
        tokens = new TokenEndpoint(switches, clients, grants, devices, counters, pauses);
        revocations = new Revocations(switches, clients, grants, counters);
    }

    Grants grants() {
        return grants;
    }

    /// Empty where the path is another's.
    Optional<Answer> answer(Call call) {
        String path = call.path();
        if (path.equals("/revoke") || path.startsWith("/revoke/")) {
            return Optional.of(revocations.answer(call));
        }
        String asked = call.method() + " " + path;
        return switch (asked) {
            case "GET /authorize", "POST /authorize" -> Optional.of(authorization.answer(call));
            case "POST /token" -> Optional.of(tokens.answer(call));
            case "POST /device" -> Optional.of(device(call));
            case "GET /device" -> Optional.of(devicePage(call.query()));
            case "POST /device/approve" -> Optional.of(approve(call.form()));
            case "GET /userinfo", "POST /userinfo" -> Optional.of(userinfo(call));
            case "POST /introspect" -> Optional.of(introspect(call));
            case "GET /.well-known/oauth-authorization-server" -> Optional.of(metadata(call));
            default -> Optional.empty();
        };
    }

    /// RFC 8628 §3.1
    private Answer device(Call call) {
        Parameters form = call.form();
        Client client = clients.client(call, form);
        Begun begun = devices.begin(client, TokenEndpoint.scopes(form.first("scope").orElse("")));
        String page = call.base() + "/device";
        return Answer.json(
                200,
                Json.object()
                        .put("device_code", begun.deviceCode())
                        .put("user_code", begun.userCode())
                        .put("verification_uri", page)
                        .put("verification_uri_complete", page + "?user_code=" + begun.userCode())
                        .put("expires_in", Devices.LIFE.toSeconds())
                        .put("interval", Devices.INTERVAL.toSeconds()));
    }

    private Answer devicePage(Parameters query) {
        String code = query.first("user_code").orElse("");
        Optional<String> auto = query.first("auto");
        return auto.isPresent() ? decided(code, auto) : Answer.html(200, Pages.device(code));
    }

    private Answer approve(Parameters form) {
        boolean denied = form.first("decision").equals(Optional.of("deny"));
        Optional<String> user = form.first("user").filter(text -> !text.isBlank());
        return decided(form.first("user_code").orElse(""), denied ? Optional.empty() : user);
    }

    private Answer decided(String code, Optional<String> user) {
        return devices.decide(code, user)
                ? Answer.html(200, Pages.message("Done", "You can go back to your device."))
                : Answer.html(400, Pages.message("No such code", "It is wrong, used or too old."));
    }

    private Answer userinfo(Call call) {
        return Credentials.bearer(call)
                .flatMap(grants::live)
                .map(live ->
                        Answer.json(
                                200,
                                Json.object()
                                        .put("sub", live.user())
                                        .put("email", live.user())
                                        .put("name", live.user())))
                .orElseGet(() -> Answer.error(401, "invalid_token", "the token is none any more"));
    }

    /// RFC 7662 §2
    private Answer introspect(Call call) {
        Parameters form = call.form();
        var _ = clients.client(call, form);
        Optional<Live> live = grants.live(form.first("token").orElse(""));
        ObjectNode json = Json.object().put("active", live.isPresent());
        live.ifPresent(each ->
                json.put("client_id", each.client())
                        .put("sub", each.user())
                        .put("username", each.user())
                        .put("scope", String.join(" ", each.scopes()))
                        .put("iat", clock.instant().getEpochSecond())
                        .put("exp", each.expires().getEpochSecond()));
        return Answer.json(200, json);
    }

    /// RFC 8414
    private static Answer metadata(Call call) {
        String base = call.base().toString();
        ObjectNode json =
                Json.object()
                        .put("issuer", base)
                        .put("authorization_endpoint", base + "/authorize")
                        .put("token_endpoint", base + "/token")
                        .put("device_authorization_endpoint", base + "/device")
                        .put("revocation_endpoint", base + "/revoke")
                        .put("introspection_endpoint", base + "/introspect")
                        .put("userinfo_endpoint", base + "/userinfo")
                        .put("authorization_response_iss_parameter_supported", true);
        json.putArray("code_challenge_methods_supported").add("S256");
        json.putArray("response_types_supported").add("code");
        return Answer.json(200, json);
    }
}
