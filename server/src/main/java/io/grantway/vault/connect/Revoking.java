package io.grantway.vault.connect;

import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.Json;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Limits;
import io.grantway.http.Parameters;
import io.grantway.oauth.TokenEndpointAuthMethod;
import io.grantway.supply.OAuth2Config;
import io.grantway.supply.SuppliedToken;
import io.grantway.vault.Access;
import io.grantway.vault.Access.Revocation;
import io.grantway.vault.Accounts.Departed;
import io.grantway.vault.Credential;
import io.grantway.vault.CredentialPlacement;
import io.grantway.vault.CredentialPlacement.Placed;
import io.grantway.vault.FixedCredential;
import io.grantway.vault.Provider;
import io.grantway.vault.SignedCall;
import io.grantway.vault.Template;
import io.grantway.vault.connect.Failure.Failed;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Ends a grant at the provider, in that provider's own way (RFC 7009, and the ways of others).
public final class Revoking {
    private static final String TOKEN = "{token}";

    /// Stands for the token while the rest of an address is looked at.
    private static final String MARK = "TOKEN-GOES-HERE";

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Outgoing outgoing;
    private final InstantSource clock;
    private final SecureRandom random;

    public Revoking(ConnectParts parts) {
        this(parts.outgoing(), parts.clock(), parts.random());
    }

    public Revoking(Outgoing outgoing, InstantSource clock, SecureRandom random) {
        this.outgoing = outgoing;
        this.clock = clock;
        this.random = random;
    }

    /// Whether the provider has ended the grant.
    public enum End {
        REVOKED,
        FAILED,
        /// The provider has no way; only its user can.
        UNSUPPORTED
    }

    /// How it went.
    ///
    /// @param reason for people, where it did not go well
    public record Result(End end, Optional<String> reason, OptionalInt status) {
        static Result unsupported(String reason) {
            return new Result(End.UNSUPPORTED, Optional.of(reason), OptionalInt.empty());
        }

        static Result failed(String reason) {
            return new Result(End.FAILED, Optional.of(reason), OptionalInt.empty());
        }
    }

    /// What one provider is told.
    ///
    /// @param client empty for OAuth 1.0a
    private record Told(
            Provider provider,
            Template url,
            Map<String, String> variables,
            Departed departed,
            Optional<OAuth2Config> client) {
        Optional<Secret> token() {
            return departed.accessToken();
        }

        /// With the refresh token goes the whole grant (RFC 7009 §2).
        Optional<Secret> strongest() {
            return departed.refreshToken().or(departed::accessToken);
        }

        String clientId() {
            return client.map(OAuth2Config::clientId).orElse("");
        }

        Optional<Secret> clientSecret() {
            return client.map(OAuth2Config::clientSecret);
        }
    }

    /// Blocks; throws nothing.
    public Result revoke(Provider provider, Departed departed) {
        return switch (provider.access()) {
            case Access.OAuth2 oauth2 -> {
                Map<String, String> variables = departed.account().variables();
                OAuth2Config client =
                        asItsOwn(
                                oauth2.tokens().apply(Variables.placeholders(provider, variables)),
                                departed);
                yield revoke(provider, oauth2.revocation(), departed, Optional.of(client));
            }
            case Access.OAuth1 oauth1 ->
                    revoke(provider, oauth1.revocation(), departed, Optional.empty());
            case Access.ApiKey _ ->
                    Result.unsupported("a key is ended by its user at the provider");
            case Access.Basic _ ->
                    Result.unsupported("a password is changed by its user at the provider");
        };
    }

    /// A tenant's grant is ended by the tenant's client.
    private static OAuth2Config asItsOwn(OAuth2Config client, Departed departed) {
        return departed.fixed().isPresent()
                        && departed.fixed().get()
                                instanceof FixedCredential.UserPass(var id, var word)
                ? client.withClient(id, word)
                : client;
    }

    private Result revoke(
            Provider provider,
            Revocation revocation,
            Departed departed,
            Optional<OAuth2Config> client) {
        Optional<Template> url = revocation.url();
        if (revocation.style() == Revocation.Style.NONE || url.isEmpty()) {
            return Result.unsupported(
                    "the provider has no way to revoke; its user can, in their settings there");
        }
        Map<String, String> variables = new HashMap<>(departed.account().variables());
        Told told = new Told(provider, url.get(), variables, departed, client);
        if (told.strongest().isEmpty() && departed.fixed().isEmpty()) {
            return Result.failed("the account had no token that could be revoked");
        }
        try {
            return sent(request(revocation.style(), told));
        } catch (Failed e) {
            return Result.failed(e.failure().detail().orElse("its address cannot be made"));
        } catch (OutgoingFailure e) {
            return Result.failed(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return Result.failed("the request for it cannot be made");
        }
    }

    private Result sent(OutgoingRequest request) {
        OutgoingAnswer answer = outgoing.fetch(request);
        OptionalInt status = OptionalInt.of(answer.status());
        // A token that is none any more is as good as revoked (RFC 7009 §2.2).
        boolean gone = answer.status() == 404 || answer.status() == 410;
        if ((answer.status() >= 200 && answer.status() < 300) || gone) {
            return isRefusal(answer)
                    ? new Result(End.FAILED, Optional.of("the provider answered an error"), status)
                    : new Result(End.REVOKED, Optional.empty(), status);
        }
        return new Result(
                End.FAILED, Optional.of("the provider answered " + answer.status()), status);
    }

    /// `{"ok": false}` with status 200.
    private static boolean isRefusal(OutgoingAnswer answer) {
        return Json.readObject(answer.body().text())
                .filter(json -> json.has("ok") && !json.path("ok").asBoolean(true))
                .isPresent();
    }

    private OutgoingRequest request(Revocation.Style style, Told told) {
        return switch (style) {
            case RFC7009 -> form(told);
            case BASIC_DELETE ->
                    made("DELETE", told, basic(told), json("access_token", told.token()));
            case BEARER_DELETE -> made("DELETE", told, bearer(told.token()), Body.EMPTY);
            case BEARER_POST -> made("POST", told, bearer(told.token()), Body.EMPTY);
            case JSON -> made("POST", told, basic(told), json("token", told.strongest()));
            case QUERY -> query(told);
            case TOKEN_PATH -> placed("DELETE", told);
            case OAUTH1_POST -> placed("POST", told);
            case NONE -> throw new IllegalArgumentException("nothing to send");
        };
    }

    private static OutgoingRequest form(Told told) {
        Map<String, String> form = new LinkedHashMap<>();
        told.strongest()
                .orElseThrow(IllegalArgumentException::new)
                .expose(text -> form.put("token", text));
        form.put(
                "token_type_hint",
                told.departed().refreshToken().isPresent() ? "refresh_token" : "access_token");
        HeaderList headers = HeaderList.EMPTY;
        TokenEndpointAuthMethod method =
                told.client()
                        .map(OAuth2Config::authentication)
                        .orElse(TokenEndpointAuthMethod.NONE);
        if (told.clientSecret().isPresent()
                && method == TokenEndpointAuthMethod.CLIENT_SECRET_BASIC) {
            headers = basic(told);
        } else {
            form.put("client_id", told.clientId());
            told.clientSecret()
                    .ifPresent(secret -> secret.expose(text -> form.put("client_secret", text)));
        }
        return made(
                "POST",
                told,
                headers.with("Content-Type", FORM),
                Body.of(Parameters.of(form).encoded()));
    }

    /// Those whose address has no place for a token want their operator's key.
    private static OutgoingRequest query(Told told) {
        boolean own = told.url().names().contains("token");
        return made("POST", told, own ? HeaderList.EMPTY : bearer(told.clientSecret()), Body.EMPTY);
    }

    /// As a call of the account is proved.
    private OutgoingRequest placed(String method, Told told) {
        URI uri = uri(told);
        Placed placed =
                new CredentialPlacement(told.provider(), clock, random)
                        .placed(
                                credential(told),
                                Variables.placeholders(told.provider(), told.variables()),
                                HeaderList.EMPTY,
                                () -> new SignedCall(method, uri, Optional.empty(), Body.EMPTY));
        OutgoingRequest request = made(method, told, placed.fields(), Body.EMPTY);
        return placed.query().isEmpty()
                ? request
                : request.at(
                        URI.create(uri + (uri.getRawQuery() == null ? "?" : "&") + placed.query()));
    }

    private static Credential credential(Told told) {
        Optional<FixedCredential> fixed = told.departed().fixed();
        if (fixed.isPresent()) {
            return new Credential.Fixed(fixed.get());
        }
        return new Credential.Token(
                new SuppliedToken(
                        told.strongest().orElseThrow(IllegalArgumentException::new),
                        "Bearer",
                        1,
                        Optional.empty(),
                        Optional.empty()));
    }

    private static OutgoingRequest made(String method, Told told, HeaderList headers, Body body) {
        Address address = address(told);
        HeaderList all =
                headers.contains("Accept") ? headers : headers.with("Accept", "application/json");
        boolean json = body.size() > 0 && !headers.contains("Content-Type");
        return new OutgoingRequest(
                method,
                uri(told),
                address.trust(),
                json ? all.with("Content-Type", "application/json") : all,
                body,
                Limits.DOCUMENT,
                false,
                Optional.empty());
    }

    private static Address address(Told told) {
        Map<String, String> variables = new HashMap<>(told.variables());
        variables.put("client_id", told.clientId());
        Template marked = new Template(told.url().text().replace(TOKEN, MARK));
        return Address.of(marked, told.provider(), variables);
    }

    private static URI uri(Told told) {
        String address = address(told).uri().toString();
        if (!address.contains(MARK)) {
            return URI.create(address);
        }
        return value(told)
                .expose(text ->
                        URI.create(
                                address.replace(
                                        MARK,
                                        URLEncoder.encode(text, StandardCharsets.UTF_8)
                                                .replace("+", "%20"))));
    }

    private static Secret value(Told told) {
        Optional<Secret> signed =
                told.departed()
                        .fixed()
                        .map(fixed ->
                                switch (fixed) {
                                    case FixedCredential.OAuth1Token(var token, _) -> token;
                                    case FixedCredential.Key(var key) -> key;
                                    case FixedCredential.UserPass(_, var word) -> word;
                                });
        return signed.or(told::token)
                .or(told::strongest)
                .orElseThrow(IllegalArgumentException::new);
    }

    private static HeaderList basic(Told told) {
        Secret secret = told.clientSecret().orElseThrow(IllegalArgumentException::new);
        return secret.expose(
                text -> HeaderList.of("Authorization", DeviceFlow.basic(told.clientId(), text)));
    }

    private static HeaderList bearer(Optional<Secret> token) {
        return token.orElseThrow(IllegalArgumentException::new)
                .expose(text -> HeaderList.of("Authorization", "Bearer " + text));
    }

    private static Body json(String name, Optional<Secret> token) {
        return token.orElseThrow(IllegalArgumentException::new)
                .expose(text -> Body.of(Json.write(Json.object().put(name, text))));
    }
}
