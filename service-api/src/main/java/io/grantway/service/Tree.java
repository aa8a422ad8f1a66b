package io.grantway.service;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A JSON value: an object, a list, a text, a number, true, false, null, or nothing at all.
///
/// Paths lead through objects and lists: `plan.items[0].price`. Going on from what is not there is
/// allowed and leads to nothing; reading it as text or a number is not.
///
///     for (Tree item : answer.tree().at("plan.items")) {
///         sum = sum.add(item.number("price"));
///     }
public interface Tree extends Iterable<Tree> {
    /// A member of an object; nothing where it has none of that name.
    Tree get(String name);

    /// An item of a list, from 0; nothing where it is shorter.
    Tree get(int index);

    /// What a path leads to, or nothing.
    Tree at(String path);

    /// Whether it is there and not null.
    boolean exists();

    /// This value where it is there and not null.
    default Optional<Tree> found() {
        return exists() ? Optional.of(this) : Optional.empty();
    }

    boolean isObject();

    boolean isList();

    /// A text, or a number or a truth value as text.
    ///
    /// @throws java.util.NoSuchElementException where there is none
    String text();

    /// A number, also where it is written as a text.
    ///
    /// @throws java.util.NoSuchElementException where there is none
    /// @throws NumberFormatException where it is something else
    BigDecimal number();

    /// True or false.
    ///
    /// @throws java.util.NoSuchElementException where there is neither
    boolean truth();

    default String text(String path) {
        return at(path).text();
    }

    default BigDecimal number(String path) {
        return at(path).number();
    }

    default boolean truth(String path) {
        return at(path).truth();
    }

    /// The text at a path, or another.
    default String text(String path, String or) {
        Tree value = at(path);
        return value.exists() ? value.text() : or;
    }

    /// The items of a list; of anything else, itself; of nothing, none.
    List<Tree> list();

    default List<Tree> list(String path) {
        return at(path).list();
    }

    /// How many items or members there are.
    int size();

    /// The names of an object's members, in their order.
    Set<String> names();

    /// The value as a record, a list, a text, a number.
    ///
    /// @throws IllegalArgumentException naming what does not fit
    <T> T as(Class<T> type);

    /// The value as JSON.
    String json();
}
