package io.grantway.config;

import io.grantway.config.Shape.Part;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One record laid over another of its kind: what it leaves out shows through. Made for records
/// whose components are all `@Nullable`, lists or maps, so that nothing is said by default.
public final class Overlay {
    private Overlay() {}

    /// Records and maps are laid over each other in depth; an empty list is one that is left out.
    ///
    /// @throws IllegalArgumentException where the record refuses the whole
    public static <T extends Record> T of(T over, T under) {
        Shape shape = Shape.of(over.getClass());
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Part part : shape.parts()) {
            arguments.add(whole(value(part, over), value(part, under)));
        }
        return made(shape, arguments, over);
    }

    private static @Nullable Object whole(@Nullable Object over, @Nullable Object under) {
        if (over == null || under == null) {
            return over == null ? under : over;
        }
        if (over instanceof Map<?, ?> first && under instanceof Map<?, ?> second) {
            SequencedMap<Object, Object> both = new LinkedHashMap<>(second);
            first.forEach((name, value) -> both.merge(name, value, (u, o) -> known(o, u)));
            return Collections.unmodifiableSequencedMap(both);
        }
        return over instanceof List<?> list && list.isEmpty() ? under : known(over, under);
    }

    private static Object known(Object over, Object under) {
        return over instanceof Record first
                        && under instanceof Record second
                        && first.getClass() == second.getClass()
                ? of(first, second)
                : over;
    }

    private static @Nullable Object value(Part part, Record record) {
        try {
            return part.accessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("every component can be read", e);
        }
    }

    @SuppressWarnings("unchecked") // The constructor is of the record's own class.
    private static <T extends Record> T made(
            Shape shape, List<@Nullable Object> arguments, T like) {
        try {
            return (T) like.getClass().cast(shape.constructor().newInstance(arguments.toArray()));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException("cannot make a " + shape.constructor(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + shape.constructor(), e);
        }
    }
}
