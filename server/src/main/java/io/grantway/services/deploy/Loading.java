package io.grantway.services.deploy;

import io.grantway.service.Service;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Loads the services of a unit, makes one instance of each, and lets it check itself.
final class Loading {
    private static final Duration CHECK = Duration.ofSeconds(10);

    private Loading() {}

    /// @throws Refused saying what and where
    static Version load(Past past, Content content, ClassLoader parent) throws Refused {
        UnitLoader loader = new UnitLoader(past.file() + "#" + past.number(), content, parent);
        Map<String, Version.Loaded> services = new LinkedHashMap<>();
        // On a thread of its own: constructors and checks are the service's code.
        run(
                past,
                loader,
                () -> {
                    for (Class<?> type : types(past, content, loader)) {
                        Service service = make(past, type);
                        Version.Loaded loaded = new Version.Loaded(service, service.timeout());
                        if (services.put(type.getSimpleName(), loaded) != null) {
                            throw new Refused(
                                    past.file()
                                            + ": has two services of the name "
                                            + type.getSimpleName());
                        }
                    }
                });
        if (services.isEmpty()) {
            throw new Refused(
                    past.file()
                            + ": has no service: no public class with a public constructor without"
                            + " parameters implements io.grantway.service.Service");
        }
        for (Version.Loaded loaded : services.values()) {
            run(past, loader, loaded.service()::check);
        }
        past.loaded(List.copyOf(services.keySet()), content);
        return new Version(past, loader, services);
    }

    private static List<Class<?>> types(Past past, Content content, ClassLoader loader)
            throws Refused {
        List<Class<?>> types = new ArrayList<>();
        for (String name : content.candidates()) {
            Optional<Class<?>> type = type(past, content, name, loader);
            if (type.isPresent() && isService(type.get())) {
                types.add(type.get());
            } else if (content.declared()) {
                throw new Refused(
                        past.file()
                                + ": "
                                + name
                                + " is declared as a service and is no public class with a public"
                                + " constructor without parameters that implements"
                                + " io.grantway.service.Service");
            }
        }
        return types;
    }

    private static Optional<Class<?>> type(
            Past past, Content content, String name, ClassLoader loader) throws Refused {
        try {
            return Optional.of(Class.forName(name, false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            if (content.declared()) {
                throw new Refused(past.file() + ": " + name + " cannot be loaded: " + e);
            }
            // Part of a library that the jar brings, and that wants something it does not bring.
            return Optional.empty();
        }
    }

    private static boolean isService(Class<?> type) {
        if (!Service.class.isAssignableFrom(type)
                || !Modifier.isPublic(type.getModifiers())
                || Modifier.isAbstract(type.getModifiers())) {
            return false;
        }
        try {
            return type.getConstructor() != null;
        } catch (NoSuchMethodException _) {
            return false;
        }
    }

    private static Service make(Past past, Class<?> type) throws Exception {
        try {
            return (Service) type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception thrown ? thrown : e;
        } catch (ReflectiveOperationException e) {
            throw new Refused(past.file() + ": " + type.getName() + " cannot be made: " + e);
        }
    }

    /// Something that the service does.
    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    private static void run(Past past, ClassLoader loader, Step step) throws Refused {
        FutureTask<Optional<Exception>> task =
                new FutureTask<>(() -> {
                    step.run();
                    return Optional.empty();
                });
        Thread thread = Thread.ofVirtual().inheritInheritableThreadLocals(false).unstarted(task);
        thread.setContextClassLoader(loader);
        thread.start();
        try {
            task.get(CHECK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable thrown = Objects.requireNonNullElse(e.getCause(), e);
            if (thrown instanceof Refused refused) {
                throw refused;
            }
            throw new Refused(past.file() + ": " + Frames.describe(thrown, loader));
        } catch (TimeoutException _) {
            thread.interrupt();
            throw new Refused(
                    past.file() + ": its check took longer than " + CHECK.toSeconds() + " s");
        } catch (InterruptedException _) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new Refused(past.file() + ": interrupted");
        }
    }
}
