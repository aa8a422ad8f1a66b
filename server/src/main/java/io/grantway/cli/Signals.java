package io.grantway.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// The signals that the process answers to. Java has no supported way to hear SIGHUP, or to end
/// with a status of its own at SIGTERM; `sun.misc.Signal` is named at run time because the
/// compiler's warning about it cannot be switched off.
final class Signals {
    private Signals() {}

    /// Runs an action at each of these signals (`HUP`, `INT`, `TERM`). One that the system does not
    /// have, or that the JVM keeps to itself, is left alone.
    static void on(Runnable action, String... names) {
        for (String name : names) {
            try {
                handle(name, action);
            } catch (ReflectiveOperationException _) {
                // Left alone.
            }
        }
    }

    private static void handle(String name, Runnable action) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object runsIt =
                Proxy.newProxyInstance(
                        handler.getClassLoader(),
                        new Class<?>[] {handler},
                        (proxy, method, arguments) -> {
                            action.run();
                            return null;
                        });
        try {
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), runsIt);
        } catch (InvocationTargetException e) {
            throw new ReflectiveOperationException(name + " cannot be handled here", e);
        }
    }
}
