package io.grantway.authserver.login;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// What one page shows: the parameter of its template.
public sealed interface Page {
    Frame frame();

    /// The part that asks for a passkey or makes one: with it comes the only script there is.
    default Optional<Ceremony> ceremony() {
        return Optional.empty();
    }

    /// What surrounds every page.
    ///
    /// @param site what the operator calls itself
    /// @param assets path of the files that pages link to, with a slash at the end
    /// @param host that the user talks to, to compare with the address bar
    /// @param account path of the user's own page, where the server has one
    record Frame(
            Messages text,
            String site,
            String assets,
            String stylesheet,
            String icon,
            Optional<String> logo,
            String host,
            Optional<String> account) {}

    /// What went wrong with the form, at the head of the page.
    ///
    /// @param arguments put into the message
    record Alert(String key, List<String> arguments) {
        public Alert {
            arguments = List.copyOf(arguments);
        }

        public Alert(String key) {
            this(key, List.of());
        }

        /// Too many attempts failed.
        static Alert toWait(Duration wait) {
            long seconds = seconds(wait);
            return seconds <= 90
                    ? new Alert("alert.waitSeconds", List.of(Long.toString(seconds)))
                    : new Alert("alert.waitMinutes", List.of(Long.toString(seconds / 60 + 1)));
        }

        /// Rounded up.
        static long seconds(Duration wait) {
            return Math.max(1, wait.plusMillis(999).toSeconds());
        }
    }

    /// A form that is sent to this server, guarded by a [FormToken].
    record Form(String action, String token) {
        /// Without the token.
        @Override
        public String toString() {
            return "Form[" + action + "]";
        }
    }

    /// What the browser is to ask an authenticator.
    ///
    /// @param script address of the script that does so
    /// @param party the server as authenticators know it
    /// @param challenge to be signed
    record Ceremony(Form form, String script, String party, String challenge) {}

    /// Asks for name and password.
    ///
    /// @param application that the user comes from
    /// @param username typed before, on a second try
    record Login(
            Frame frame,
            String application,
            Form form,
            String username,
            Optional<Ceremony> ceremony,
            Optional<Providers> providers,
            Optional<Alert> alert)
            implements Page {}

    /// Asks by which provider the user wants to log in instead.
    record Providers(Form form, List<Provider> all) {
        public Providers {
            all = List.copyOf(all);
        }
    }

    /// @param label that its users know it by
    record Provider(String name, String label) {}

    /// Goes on to a provider by itself, or by a link.
    ///
    /// @param address of the provider, which holds what its answer is judged by
    record Leaving(Frame frame, String provider, String address) implements Page {
        /// Without the address.
        @Override
        public String toString() {
            return "Leaving[" + provider + "]";
        }
    }

    /// Asks somebody whom a provider knows to log in here too, which links both.
    ///
    /// @param identity what they know themselves by at the provider
    record Link(
            Frame frame,
            String provider,
            String identity,
            Form form,
            String username,
            Optional<Alert> alert)
            implements Page {}

    /// Asks for a one-time code, a passkey, or either.
    ///
    /// @param app the user has an app that makes codes
    record Factor(
            Frame frame,
            String user,
            boolean app,
            Form form,
            Optional<Ceremony> ceremony,
            Optional<Alert> alert)
            implements Page {}

    /// Shows what an authenticator app needs, and asks for its first code.
    ///
    /// @param key as text, which the code holds too
    /// @param optional the user may turn back
    record Enrolment(
            Frame frame,
            QrCode code,
            String key,
            Form form,
            boolean optional,
            String back,
            Optional<Alert> alert)
            implements Page {
        /// Without the key.
        @Override
        public String toString() {
            return "Enrolment[" + form + "]";
        }
    }

    /// Shows recovery codes, once.
    ///
    /// @param next where the user goes on
    record RecoveryCodes(Frame frame, List<String> codes, String next) implements Page {
        public RecoveryCodes {
            codes = List.copyOf(codes);
        }

        /// Without the codes.
        @Override
        public String toString() {
            return "RecoveryCodes[" + next + "]";
        }
    }

    /// Shows what a user logs in with.
    ///
    /// @param codesLeft recovery codes not used yet
    /// @param enrol address of the page that sets an app up
    record Factors(
            Frame frame,
            String user,
            boolean app,
            int codesLeft,
            String enrol,
            Form renewCodes,
            Form removeApp,
            Optional<NewPasskey> add,
            List<KnownPasskey> passkeys,
            Form removePasskey,
            Optional<Alert> alert)
            implements Page {
        public Factors {
            passkeys = List.copyOf(passkeys);
        }

        @Override
        public Optional<Ceremony> ceremony() {
            return add.map(NewPasskey::ceremony);
        }

        /// Of all that are there already, so that none is made twice.
        public String known() {
            return passkeys.stream().map(KnownPasskey::id).collect(Collectors.joining(" "));
        }
    }

    /// What an authenticator needs to make a passkey.
    ///
    /// @param handle that it knows the user by
    record NewPasskey(Ceremony ceremony, String handle, String username, String name) {}

    /// A passkey as its owner knows it.
    record KnownPasskey(String id, String name, String made) {}

    /// Shows a user what goes on in their name.
    ///
    /// @param links accounts at providers that the user can log in by
    /// @param logout address of the page that asks whether to log out
    /// @param password address of the page that changes it, where it can be changed here
    /// @param factors address of the page of what else the user logs in with
    record Account(
            Frame frame,
            String user,
            List<Granted> apps,
            List<LoggedIn> browsers,
            List<LinkedAccount> links,
            Form withdraw,
            Form end,
            Form others,
            Form unlink,
            String logout,
            Optional<String> password,
            Optional<String> factors,
            Optional<Alert> alert)
            implements Page {
        public Account {
            apps = List.copyOf(apps);
            browsers = List.copyOf(browsers);
            links = List.copyOf(links);
        }
    }

    /// An application that the user has allowed something.
    ///
    /// @param undescribed scopes that nobody put into words
    record Granted(
            String id,
            String name,
            List<Permission> permissions,
            List<String> undescribed,
            String since) {
        public Granted {
            permissions = List.copyOf(permissions);
            undescribed = List.copyOf(undescribed);
        }
    }

    /// A browser that the user is logged in at.
    ///
    /// @param here it is the one that shows the page
    record LoggedIn(String id, String name, String address, String since, boolean here) {}

    /// An account at a provider that the user can log in by.
    ///
    /// @param provider as its users know it
    /// @param name what the user knows the account by; may be empty
    /// @param removable the user has another way in
    record LinkedAccount(
            String id, String provider, String name, String since, boolean removable) {}

    /// Asks for the user's password and a new one.
    record Password(Frame frame, String username, Form form, String back, Optional<Alert> alert)
            implements Page {}

    /// Asks whether the application may act for the user.
    ///
    /// @param undescribed scopes that nobody put into words
    /// @param details what is asked for in full (RFC 9396)
    record Consent(
            Frame frame,
            Asking asking,
            String user,
            List<Permission> permissions,
            List<String> undescribed,
            List<Detail> details,
            Form form,
            Form logout,
            Optional<Alert> alert)
            implements Page {
        public Consent {
            permissions = List.copyOf(permissions);
            undescribed = List.copyOf(undescribed);
            details = List.copyOf(details);
        }
    }

    /// The application that asks.
    ///
    /// @param owner the party behind it
    /// @param destination where the browser goes next, short enough to be read
    record Asking(String application, String owner, String api, String destination) {
        public String initial() {
            return application.isEmpty()
                    ? "?"
                    : Character.toString(Character.toUpperCase(application.codePointAt(0)));
        }
    }

    /// One thing that the application may do, in words.
    record Permission(String scope, String description) {}

    /// One thing that is asked for in full.
    ///
    /// @param title what it allows, in words
    record Detail(String type, String title, List<DetailLine> lines) {
        public Detail {
            lines = List.copyOf(lines);
        }
    }

    /// What is asked for under one name.
    record DetailLine(String label, List<String> values) {
        public DetailLine {
            values = List.copyOf(values);
        }
    }

    /// Goes back to the application with what it is told in a form (OAuth 2.0 Form Post Response
    /// Mode §2): by itself where scripts may run, else by a button.
    ///
    /// @param action the application's redirect URI
    record Return(Frame frame, String action, SequencedMap<String, String> fields) implements Page {
        /// All that runs on any of our pages.
        public static final String SCRIPT = "document.forms[0].submit()";

        /// Without the fields, which are codes and tokens.
        @Override
        public String toString() {
            return "Return[" + action + "]";
        }
    }

    /// Asks for the code that a device shows.
    ///
    /// @param action where the form leads
    /// @param code typed before
    record DeviceCode(Frame frame, String action, String code, Optional<Alert> alert)
            implements Page {}

    /// Asks whether a device may act for the user.
    ///
    /// @param code to be compared with what the device shows
    /// @param undescribed scopes that nobody put into words
    /// @param details what is asked for in full (RFC 9396)
    record Device(
            Frame frame,
            Asking asking,
            String code,
            String user,
            List<Permission> permissions,
            List<String> undescribed,
            List<Detail> details,
            Form form,
            Form logout,
            Optional<Alert> alert)
            implements Page {
        public Device {
            permissions = List.copyOf(permissions);
            undescribed = List.copyOf(undescribed);
            details = List.copyOf(details);
        }
    }

    /// Says that something is done.
    ///
    /// @param key of messages: `KEY.title` and `.lead`
    record Notice(Frame frame, String key) implements Page {}

    /// Goes on to the application by itself, or by a link.
    ///
    /// @param address of the application, with the answer in it: a secret
    record Onward(Frame frame, String address) implements Page {
        /// Without the address.
        @Override
        public String toString() {
            return "Onward";
        }
    }

    /// Asks whether to log out.
    record Logout(Frame frame, String user, Form form, Optional<Alert> alert) implements Page {}

    /// Says that nobody is logged in any more.
    record LoggedOut(Frame frame) implements Page {}

    /// Says what is wrong, and what to do about it.
    ///
    /// @param kind of messages: `error.KIND.title`, `.text` and `.advice`
    /// @param detail for whoever mends it, in the words of the protocol
    /// @param back to the application, where it is safe to go there
    record Failure(
            Frame frame,
            String kind,
            Optional<String> detail,
            String requestId,
            Optional<String> back)
            implements Page {}
}
