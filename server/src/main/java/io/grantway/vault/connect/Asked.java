package io.grantway.vault.connect;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an app asks for when it makes a session.
///
/// @param providers one of which the user may connect
/// @param returnUrl looked at when the session was made
/// @param origin of the page that has opened the window, where one has
/// @param variables that the app knows already
/// @param reconnect the account must be there already
record Asked(
        String workspace,
        String app,
        String user,
        List<String> providers,
        String returnUrl,
        Optional<String> origin,
        Optional<String> locale,
        Map<String, String> variables,
        boolean reconnect) {
    Asked {
        providers = List.copyOf(providers);
        variables = Map.copyOf(variables);
    }

    /// Without the user.
    @Override
    public String toString() {
        return "Asked[" + workspace + "/" + app + " " + providers + "]";
    }
}
