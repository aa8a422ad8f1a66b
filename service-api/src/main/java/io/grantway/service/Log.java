package io.grantway.service;

/// The server's log. `{}` in a text stands for the next value.
public interface Log {
    void debug(String text, Object... values);

    void info(String text, Object... values);

    void warn(String text, Object... values);

    void error(String text, Object... values);

    void error(String text, Throwable thrown);
}
