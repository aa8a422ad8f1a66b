package io.grantway.authserver;

import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenClaims;

/// What a token lets its holder do, and where.
public record Authority(Scopes scopes, TokenClaims claims) {}
