package io.grantway.vault;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A provider in force: what its template knows and what the operator wrote, put together. Holds
/// the operator's client credentials there, and nothing of any user.
///
/// @param name unique in the workspace, such as `google-drive`
/// @param template it was made from, such as `google`; empty for one's own
/// @param title for people, such as `Google`
/// @param access how an account is had and how its calls prove themselves
/// @param variables what fills its addresses, beside what the operator gave already
/// @param given the operator's variables, defaults, and `client_id`
/// @param incomplete what the operator has to fill in before it can be used, for people; it is
///   shown, and refuses, until then
public record Provider(
        String workspace,
        String name,
        Optional<String> template,
        String title,
        Access access,
        ProviderApi api,
        Optional<UserInfo> userInfo,
        List<Variable> variables,
        Map<String, String> given,
        Optional<String> incomplete) {
    public Provider {
        variables = List.copyOf(variables);
        given = Map.copyOf(given);
    }

    /// One that can be used.
    public Provider(
            String workspace,
            String name,
            Optional<String> template,
            String title,
            Access access,
            ProviderApi api,
            Optional<UserInfo> userInfo,
            List<Variable> variables,
            Map<String, String> given) {
        this(
                workspace,
                name,
                template,
                title,
                access,
                api,
                userInfo,
                variables,
                given,
                Optional.empty());
    }

    /// A place in an address that is not known before there is an account.
    ///
    /// @param name of the place
    /// @param description for whoever is asked
    /// @param source where its value is had from
    /// @param parameter what the source calls it: a parameter of the callback, a path (`a.b`) in an
    ///   answer, where a number is an item of a list (`accounts.0.id`)
    /// @param pattern that a whole value must match; values that go into a host are looked at in
    ///   any case
    public record Variable(
            String name,
            String description,
            Source source,
            String parameter,
            Optional<String> pattern,
            Optional<Template> lookup) {
        /// Where the value of a variable is had from.
        public enum Source {
            /// Said when the session is made, or asked of the user at the connect page.
            CONNECT,
            /// A parameter of the callback.
            CALLBACK,
            /// The token answer.
            TOKEN,
            /// The answer of another address of the provider, asked with the token.
            USERINFO
        }
    }

    /// Who an account belongs to at the provider.
    ///
    /// @param url asked with the account's credential; empty where the token answer says it
    /// @param id path (`a.b`) of what never changes for a user, in its answer or the token's
    /// @param label path of what people call it; empty for none
    /// @param method that it is asked by
    /// @param body the JSON that is sent along
    public record UserInfo(
            Optional<Template> url,
            String id,
            Optional<String> label,
            String method,
            Optional<String> body) {
        public UserInfo(Optional<Template> url, String id, Optional<String> label) {
            this(url, id, label, "GET", Optional.empty());
        }
    }

    @Override
    public String toString() {
        return "Provider[" + workspace + "/" + name + "]";
    }
}
