package io.grantway.http;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The header fields of one message. Names compare without regard to case; order and repetition are
/// kept (RFC 9110 §5).
///
/// The server engine gives a view of its decoded fields; [#of] makes a list of one's own.
public interface Headers {
    /// The first value of a field.
    Optional<String> first(String name);

    /// Every value of a field, in order; empty when the field is absent.
    List<String> all(String name);

    boolean contains(String name);

    /// Calls back for every field line, in order.
    void forEach(BiConsumer<String, String> each);

    /// A fixed list of fields.
    ///
    /// @param namesAndValues name, value, name, value, …
    static Headers of(String... namesAndValues) {
        return HeaderList.of(namesAndValues);
    }
}
