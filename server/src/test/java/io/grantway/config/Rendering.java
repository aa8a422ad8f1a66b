package io.grantway.config;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A bound configuration as text, without what is absent or empty.
final class Rendering {
    private final StringBuilder text = new StringBuilder();
    private final Path base;

    /// @param base that paths are shown relative to
    private Rendering(Path base) {
        this.base = base;
    }

    static String of(Record root, Path base) throws ReflectiveOperationException {
        Rendering rendering = new Rendering(base);
        rendering.record(root, "");
        return rendering.text.toString();
    }

    private void record(Record value, String indent) throws ReflectiveOperationException {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            Object inner = component.getAccessor().invoke(value);
            if (inner != null && !isEmpty(inner)) {
                text.append(indent).append(component.getName()).append(':');
                value(inner, indent);
            }
        }
    }

    private void value(Object value, String indent) throws ReflectiveOperationException {
        switch (value) {
            case Secret secret when secret.isEmpty() -> text.append(" [empty secret]\n");
            case ByteSize size -> text.append(' ').append(size).append('\n');
            case Path path -> text.append(' ').append(base.relativize(path)).append('\n');
            case Record record -> {
                String name = record.getClass().getSimpleName();
                text.append(" (").append(name).append(")\n");
                record(record, indent + "  ");
            }
            case Map<?, ?> map -> {
                text.append('\n');
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    text.append(indent).append("  ").append(entry.getKey()).append(':');
                    value(entry.getValue(), indent + "  ");
                }
            }
            case Collection<?> items -> {
                text.append('\n');
                for (Object item : items) {
                    text.append(indent).append("  -");
                    value(item, indent + "  ");
                }
            }
            default -> text.append(' ').append(value).append('\n');
        }
    }

    private static boolean isEmpty(@Nullable Object value) {
        return (value instanceof Collection<?> items && items.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
    }
}
