package io.grantway.services.deploy;

import org.jspecify.annotations.Nullable;

/// Says what a service threw, and where in its own code.
public final class Frames {
    private static final int LONGEST = 500;

    private Frames() {}

    /// The class, the first line of its message, and the topmost frame of a class of this loader:
    /// `IllegalStateException: no plan (GetPlan.java:12)`.
    public static String describe(Throwable thrown, ClassLoader loader) {
        String message = firstLine(thrown.getMessage());
        String where = where(thrown, loader);
        return thrown.getClass().getSimpleName()
                + (message.isEmpty() ? "" : ": " + message)
                + (where.isEmpty() ? "" : " (" + where + ")");
    }

    /// `GetPlan.java:12`; empty where no frame is of this loader's classes.
    public static String where(Throwable thrown, ClassLoader loader) {
        String name = loader.getName();
        @Nullable Throwable at = thrown;
        for (int depth = 0; at != null && depth < 10; depth++) {
            for (StackTraceElement frame : at.getStackTrace()) {
                if (name != null && name.equals(frame.getClassLoaderName())) {
                    return frame.getFileName() + ":" + frame.getLineNumber();
                }
            }
            at = at.getCause();
        }
        return "";
    }

    private static String firstLine(@Nullable String message) {
        String line = message == null ? "" : message.lines().findFirst().orElse("");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
