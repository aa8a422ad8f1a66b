package io.grantway.authserver.grant;

import io.grantway.authserver.DeviceCodes;
import io.grantway.authserver.DeviceCodes.Allowed;
import io.grantway.authserver.Entitlement;
import io.grantway.authserver.Grant;
import io.grantway.authserver.TokenRequest;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.Optional;

/// A device asks whether its user has decided by now (RFC 8628 §3.4).
public record DeviceCodeGrant(DeviceCodes devices) implements Grant {
    @Override
    public GrantType type() {
        return GrantType.DEVICE_CODE;
    }

    @Override
    public Entitlement entitlement(TokenRequest request) {
        String code =
                request.parameters()
                        .text("device_code")
                        .orElseThrow(() -> new OAuthRefusal(Refusal.DEVICE_CODE_MISSING));
        Allowed allowed = devices.redeem(request.terms(), request.client(), code);
        return new Entitlement.Fresh(
                Optional.of(allowed.subject()),
                Optional.of(allowed.scopes()),
                allowed.claims(),
                true);
    }
}
