package io.grantway.authserver.login;

/// Somebody whom a provider knows and nobody here is linked with yet.
///
/// @param provider its name in the configuration
/// @param shown what they know themselves by there
record ForeignIdentity(
        String workspace, String provider, String issuer, String subject, String shown) {
    /// Without the names.
    @Override
    public String toString() {
        return "ForeignIdentity[" + provider + "]";
    }
}
