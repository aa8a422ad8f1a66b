package io.grantway.vault.connect;

import java.util.List;
import java.util.Optional;

/// What one page shows: the parameter of its template.
public sealed interface View {
    Frame frame();

    /// What surrounds every page.
    ///
    /// @param host that the user talks to, to compare with the address bar
    record Frame(Texts text, Look look, String host) {}

    /// A form that is sent to this server.
    ///
    /// @param token that no other site knows
    record Form(String action, String token) {
        @Override
        public String toString() {
            return "Form[" + action + "]";
        }
    }

    /// A provider to choose.
    record Choice(String name, String title) {}

    /// Asks which provider to connect.
    record Choose(Frame frame, String app, List<Choice> providers, Form form, String back)
            implements View {
        public Choose {
            providers = List.copyOf(providers);
        }
    }

    /// Something to type.
    ///
    /// @param label said as it is; empty where a message of the name says it
    /// @param hidden typed unseen
    /// @param mistake of what was typed
    record Field(
            String name,
            Optional<String> label,
            String value,
            boolean hidden,
            Optional<String> mistake) {}

    /// Asks for what a provider needs.
    ///
    /// @param kind of message: what is asked for
    record Ask(
            Frame frame,
            String kind,
            String app,
            Choice provider,
            List<Field> fields,
            Optional<String> help,
            Form form,
            String back)
            implements View {
        public Ask {
            fields = List.copyOf(fields);
        }
    }

    /// Goes on to the provider by itself, or by a link.
    record Leaving(Frame frame, Choice provider, String address) implements View {
        /// Without the address, which holds the state.
        @Override
        public String toString() {
            return "Leaving[" + provider + "]";
        }
    }

    /// Shows the code to type at the provider.
    record DeviceCode(
            Frame frame,
            String app,
            Choice provider,
            String code,
            String address,
            Optional<String> complete,
            String back)
            implements View {}

    /// Says that what was begun is still being done.
    record Working(Frame frame) implements View {}

    /// Says that the account is connected.
    ///
    /// @param label of the account
    record Done(
            Frame frame,
            String app,
            Choice provider,
            Optional<String> label,
            List<String> missing,
            String next,
            Optional<Message> message)
            implements View {
        public Done {
            missing = List.copyOf(missing);
        }
    }

    /// Says what is wrong, and what to do about it.
    ///
    /// @param again address that begins anew
    /// @param back to the app, where it is safe to go there
    record Failed(
            Frame frame,
            String kind,
            List<String> arguments,
            Optional<String> detail,
            String app,
            Optional<String> again,
            Optional<String> back,
            String requestId,
            Optional<Message> message)
            implements View {
        public Failed {
            arguments = List.copyOf(arguments);
        }
    }

    /// What the window tells the page that has opened it.
    ///
    /// @param script address of what does so
    /// @param origin of that page: nobody else is told
    record Message(String script, String origin, String provider, String session, String status) {}
}
