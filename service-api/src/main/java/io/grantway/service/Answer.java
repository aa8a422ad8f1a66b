package io.grantway.service;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The answer of a connection, of a status below 400.
public interface Answer extends AutoCloseable {
    int status();

    /// The first field of a name, whatever its case.
    Optional<String> header(String name);

    /// All fields, names in lower case.
    Map<String, List<String>> headers();

    /// The id under which the other side was called.
    String requestId();

    /// The body as JSON.
    ///
    /// @throws CallException where it is none
    Tree tree();

    /// The text, number or truth value at a path of the JSON body.
    ///
    /// @throws java.util.NoSuchElementException where there is none
    default String text(String path) {
        return tree().text(path);
    }

    /// The JSON body as a record or a list.
    ///
    /// @throws IllegalArgumentException naming what does not fit
    default <T> T as(Class<T> type) {
        return tree().as(type);
    }

    /// The body as text.
    String text();

    byte[] bytes();

    /// The body as it comes, after [RestRequest#open].
    InputStream stream();

    /// Lets the connection go; needed only after [RestRequest#open].
    @Override
    void close();
}
