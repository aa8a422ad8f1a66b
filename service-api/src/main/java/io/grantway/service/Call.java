package io.grantway.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// One call of a service: what came in, and what the service may use to answer it. May be used by
/// several threads.
public interface Call {
    /// A value of the call's input by name: a parameter of the path or the query, a field of a
    /// form, or a member of the JSON object that came. A number or a truth value is given as text.
    ///
    /// @throws InputException naming the input, when the caller gave none of that name
    String input(String name);

    /// The same, read as a number, a truth value, an enum, a date of `java.time`, a list or a
    /// record: `call.input("amount", BigDecimal.class)`.
    ///
    /// @throws InputException naming the input, when there is none or it is not of that type
    <T> T input(String name, Class<T> type);

    /// A value of the input, or empty where there is none.
    Optional<String> find(String name);

    /// The whole input as a record: `record Order(String id, int count) {}` …
    /// `call.inputAs(Order.class)`. Members that the record does not have are left alone.
    ///
    /// @throws InputException naming the component that does not fit
    <T> T inputAs(Class<T> type);

    /// The whole input: the JSON that came, with the named values beside its members.
    Tree tree();

    /// What came as it came, where that was neither JSON nor a form.
    byte[] bytes();

    /// A REST connection of the workspace, by its name. Credentials are its own matter.
    ///
    /// @throws CallException where there is none
    Rest rest(String connection);

    /// An HL7 FHIR connection of the workspace, by its name.
    ///
    /// @throws CallException where there is none
    Fhir fhir(String connection);

    /// Calls another service within this call's deadline, in the name of the same caller.
    ///
    /// @param input named values, or anything that is rendered as a JSON object
    /// @return what it returned, as JSON
    Tree invoke(String service, Object input);

    /// What this service remembers from call to call, in this workspace.
    Cache cache();

    /// Lines for the server's log, under this service's name.
    Log log();

    /// A value of `services.config` in the configuration, such as a key or an address.
    ///
    /// @throws IllegalArgumentException where there is none of that name
    String config(String name);

    /// Takes a lock that holds on every node of the cluster; waits for it until the call's
    /// deadline. Names belong to the workspace, so two services may share one.
    ///
    ///     try (Lock lock = call.lock("invoices", Duration.ofMinutes(2))) {
    ///         …
    ///     }
    ///
    /// @param longest how long it holds at most, should this node die in the middle
    /// @throws LockedException where somebody else holds it until the deadline
    Lock lock(String name, Duration longest);

    /// Takes a lock if it is free at this moment.
    Optional<Lock> tryLock(String name, Duration longest);

    /// Does several things at once, each on a virtual thread, within this call's deadline. The
    /// first failure cancels the others and is thrown.
    ///
    /// @return what each came to, in the order given
    <T> List<T> all(List<? extends Callable<? extends T>> tasks);

    /// The same, for two:
    ///
    ///     List<Tree> both = call.all(() -> plan(call), () -> address(call));
    default <T> List<T> all(Callable<? extends T> one, Callable<? extends T> other) {
        return all(List.of(one, other));
    }

    /// The same, for three.
    default <T> List<T> all(
            Callable<? extends T> one, Callable<? extends T> two, Callable<? extends T> three) {
        return all(List.of(one, two, three));
    }

    /// Does the same with each of many things, at most `atOnce` at a time.
    <A, T> List<T> each(List<? extends A> items, int atOnce, Step<? super A, ? extends T> step);

    /// What [#each] does with one thing.
    @FunctionalInterface
    interface Step<A, T> {
        T apply(A item) throws Exception;
    }

    /// Who called; empty where a schedule, a file or a queue did, or a channel that lets anybody
    /// in.
    Optional<Principal> principal();

    /// The channel that called, by its name.
    String channel();

    /// When the caller gets an error instead of an answer. Connections keep to it by themselves.
    Instant deadline();

    /// How long there is until then; zero once it has passed.
    Duration remaining();

    /// Facts about what came, as the channel gives them: header fields of a request, properties of
    /// a message, the name of a file. Names are in lower case.
    Map<String, String> about();
}
