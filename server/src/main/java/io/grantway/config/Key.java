package io.grantway.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Describes a component of a configuration record: a key that a user may write.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
    /// One or two sentences for the reference page: what it means, in which unit.
    String value();

    /// The value, as YAML, where the key is absent. Without one a list or map is empty, a
    /// `@Nullable` component is null, and anything else is required.
    String or() default "";

    /// One word or value from a working file, for the reference page.
    String example() default "";

    /// The key itself, where Java allows no component of that name (`notify`, `default`).
    String name() default "";
}
