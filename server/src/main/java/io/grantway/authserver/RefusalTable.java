package io.grantway.authserver;

import io.grantway.oauth.OAuthRefusal;

/// Says how each refusal looks on the wire: one for RFC 6749, one for Kong's ways.
@FunctionalInterface
public interface RefusalTable {
    RefusalAnswer answer(OAuthRefusal refusal);
}
