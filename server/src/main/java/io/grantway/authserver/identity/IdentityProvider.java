package io.grantway.authserver.identity;

import static io.grantway.authserver.identity.IdentityRefused.unavailable;
import static io.grantway.authserver.identity.IdentityRefused.untrusted;

import io.grantway.authserver.IdentityProviderConfig;
import io.grantway.authserver.identity.ProviderCalls.Tokens;
import io.grantway.http.Parameters;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One OpenID provider, with one of our servers as its client (OpenID Connect Core §3.1). Blocks:
/// every step may ask the provider.
public final class IdentityProvider {
    /// What an authorization endpoint's path is followed by, and then by the provider's name: each
    /// has a redirect URI of its own, so that no answer can pass for another provider's (RFC 9700
    /// §4.4.2.2).
    public static final String CALLBACK = "callback/";

    /// Of what a provider may report (RFC 8176), what stands for more than a password.
    private static final Set<String> SECOND_FACTORS = Set.of("mfa", "otp", "hwk");

    private static final Pattern ERROR = Pattern.compile("[A-Za-z_]{1,60}");

    private final IdentityProviderConfig config;
    private final String redirectUri;
    private final ProviderDocuments documents;
    private final ProviderCalls calls;
    private final IdTokenCheck tokens;

    IdentityProvider(
            IdentityProviderConfig config,
            String redirectUri,
            ProviderDocuments documents,
            ProviderCalls calls,
            IdTokenCheck tokens) {
        this.config = config;
        this.redirectUri = redirectUri;
        this.documents = documents;
        this.calls = calls;
        this.tokens = tokens;
    }

    public IdentityProviderConfig config() {
        return config;
    }

    public String name() {
        return config.name();
    }

    /// Where the browser goes for a login (§3.1.2.1).
    ///
    /// @param state by which its answer finds back
    /// @throws IdentityRefused where the provider cannot be reached
    public String address(Errand errand, String state) {
        URI endpoint = documents.of(config.issuer()).authorization();
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", config.clientId());
        request.put("redirect_uri", redirectUri);
        request.put("scope", String.join(" ", config.scopes()));
        request.put("state", state);
        request.put("nonce", errand.nonce());
        request.put("code_challenge", errand.challenge());
        request.put("code_challenge_method", "S256");
        if (errand.anew()) {
            request.put("prompt", "login");
        }
        errand.maxAge().ifPresent(age -> request.put("max_age", Long.toString(age.toSeconds())));
        if (!config.acrValues().isEmpty()) {
            request.put("acr_values", String.join(" ", config.acrValues()));
        }
        String more = endpoint.getRawQuery() == null ? "?" : "&";
        return endpoint + more + Parameters.of(request).encoded();
    }

    /// Who has logged in, by the answer that the browser brought.
    ///
    /// @throws IdentityRefused where it proves nobody
    public ProvenIdentity proven(Errand errand, Parameters answer) {
        ProviderDocument provider = documents.of(config.issuer());
        if (answer.repeated().isPresent()) {
            throw untrusted("response", "a parameter of the answer came twice");
        }
        // RFC 9207 §2.4: another provider's answer that was sent to our door for this one.
        Optional<String> issuer = answer.first("iss");
        if (issuer.isPresent() ? !issuer.get().equals(provider.issuer()) : provider.tellsIssuer()) {
            throw untrusted("response iss", "the answer does not say that it is this provider's");
        }
        answer.first("error").ifPresent(IdentityProvider::refuse);
        String code =
                answer.first("code")
                        .filter(text -> !text.isEmpty())
                        .orElseThrow(() -> untrusted("response", "the answer has no code"));
        Tokens given = calls.redeem(provider, config, errand, redirectUri, code);
        ObjectNode claims =
                tokens.check(
                        provider, config.clientId(), errand, given.idToken(), given.accessToken());
        return new ProvenIdentity(
                config.name(),
                provider.issuer(),
                claims.path("sub").asString(),
                claims,
                given.accessToken());
    }

    private static void refuse(String error) {
        String shown = ERROR.matcher(error).matches() ? error : "an error of no known form";
        if (error.equals("access_denied")) {
            throw new IdentityRefused(IdentityRefused.Kind.DENIED, "error", shown);
        }
        throw unavailable("error", "the provider answered " + shown);
    }

    /// What the provider tells of somebody: by the ID token, and where that lacks what is wanted,
    /// by its userinfo endpoint.
    ///
    /// @throws IdentityRefused where that cannot be had, or tells of somebody else
    public ToldOfUser told(ProvenIdentity identity) {
        ObjectNode claims = identity.claims();
        Optional<URI> endpoint = documents.of(config.issuer()).userinfo();
        boolean enough =
                Stream.of(
                                config.claims().username(),
                                config.claims().name(),
                                config.claims().email())
                        .allMatch(claims::has);
        if (enough || endpoint.isEmpty() || identity.accessToken().isEmpty()) {
            return ToldOfUser.of(claims, config.claims());
        }
        ObjectNode more = calls.userinfo(endpoint.get(), identity.accessToken().get());
        // §5.3.2: else a token could be swapped, and another's claims be told.
        if (!more.path("sub").asString("").equals(identity.subject())) {
            throw untrusted("userinfo sub", "the userinfo endpoint tells of somebody else");
        }
        ObjectNode all = more.deepCopy();
        all.setAll(claims);
        return ToldOfUser.of(all, config.claims());
    }

    /// Whether the provider reports more than one factor, and is trusted in that.
    public boolean provesSecondFactor(ProvenIdentity identity) {
        JsonNode methods = identity.claims().path("amr");
        boolean reported =
                methods.isArray()
                        && methods.valueStream()
                                .anyMatch(each -> SECOND_FACTORS.contains(each.asString("")));
        String level = identity.claims().path("acr").asString("");
        return config.trustSecondFactor() && (reported || config.acrValues().contains(level));
    }
}
