package io.grantway.supply;

/// Learns what becomes of one grant's token requests. Called by the thread that made the request.
public interface GrantListener {
    /// Where nobody is to learn it.
    GrantListener NONE =
            new GrantListener() {
                @Override
                public void asked(Attempt attempt) {}

                @Override
                public void died(long generation, String why) {}
            };

    void asked(Attempt attempt);

    /// Nothing renews it any more: what another node got was looked at, and the refresh token
    /// before was tried.
    ///
    /// @param generation of the token that could not be replaced
    /// @param why for people
    void died(long generation, String why);
}
