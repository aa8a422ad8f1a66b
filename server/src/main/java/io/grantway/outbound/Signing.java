package io.grantway.outbound;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.outbound.aws.AwsSigner;
import io.grantway.vault.OAuth1Config;
import io.grantway.vault.OAuth1Signer;
import io.grantway.vault.SignedCall;
import java.util.Optional;

/// Security by which each request is signed for itself, just as it goes out.
final class Signing {
    private Signing() {}

    static Security of(AwsSigV4Config config, Surroundings around) {
        AwsSigner signer = new AwsSigner(config, around.clock());
        return new FixedSecurity(request -> sign(signer, request));
    }

    static Security of(OAuth1Config config, Surroundings around) {
        OAuth1Signer signer = new OAuth1Signer(config, around.clock(), around.random());
        return new FixedSecurity(request -> sign(signer, config.bodyHash(), request));
    }

    private static void sign(AwsSigner signer, Prepared request) {
        HeaderList headers =
                contentType(request)
                        .map(type ->
                                request.headers()
                                        .without("Content-Type")
                                        .with("Content-Type", type))
                        .orElseGet(request::headers);
        Optional<Body> body =
                request.body() instanceof OutboundBody.Streamed
                        ? Optional.empty()
                        : Optional.of(whole(request));
        signer.sign(request.method(), request.uri(), headers, body).forEach(request::set);
    }

    private static void sign(OAuth1Signer signer, boolean bodyHash, Prepared request) {
        SignedCall call =
                new SignedCall(
                        request.method(), request.uri(), contentType(request), whole(request));
        if (request.body() instanceof OutboundBody.Streamed && (bodyHash || call.isForm())) {
            throw new IllegalArgumentException(
                    "a body that is streamed cannot be signed: send it whole");
        }
        signer.authorization(call)
                .expose(value -> {
                    request.set("Authorization", value);
                    return value;
                });
    }

    private static Optional<String> contentType(Prepared request) {
        return switch (request.body()) {
            case OutboundBody.None _ -> Optional.empty();
            case OutboundBody.Whole whole -> Optional.of(whole.contentType());
            case OutboundBody.Streamed streamed -> Optional.of(streamed.contentType());
        };
    }

    private static Body whole(Prepared request) {
        return request.body() instanceof OutboundBody.Whole whole ? whole.body() : Body.EMPTY;
    }
}
