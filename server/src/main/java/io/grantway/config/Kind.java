package io.grantway.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// What can stand behind a key.
sealed interface Kind {
    /// A single value that [Scalars] reads.
    record Single(Class<?> type) implements Kind {}

    record ListOf(Kind item) implements Kind {}

    record MapOf(Kind value) implements Kind {}

    /// A record.
    record Group(Class<? extends Record> type) implements Kind {}

    /// An interface with [Variants].
    record Choice(Class<?> type) implements Kind {}

    /// A mapping whose keys are another format's, such as a JWK set; taken as it is.
    record Tree() implements Kind {}

    /// [MappingFiles].
    record Files() implements Kind {}

    static Kind of(Type type) {
        return switch (type) {
            case ParameterizedType generic -> ofGeneric(generic);
            case Class<?> single when Scalars.reads(single) -> new Single(single);
            case Class<?> tree when tree == ObjectNode.class -> new Tree();
            case Class<?> files when files == MappingFiles.class -> new Files();
            case Class<?> group when group.isRecord() -> new Group(group.asSubclass(Record.class));
            case Class<?> choice when choice.isInterface() -> new Choice(choice);
            default -> throw notBindable(type);
        };
    }

    private static Kind ofGeneric(ParameterizedType generic) {
        Type[] arguments = generic.getActualTypeArguments();
        if (generic.getRawType() == List.class) {
            return new ListOf(of(arguments[0]));
        }
        if (generic.getRawType() == Map.class && arguments[0] == String.class) {
            return new MapOf(of(arguments[1]));
        }
        throw notBindable(generic);
    }

    private static IllegalStateException notBindable(Type type) {
        return new IllegalStateException("a configuration record cannot hold a " + type);
    }
}
