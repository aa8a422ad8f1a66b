package io.grantway.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The one component that may be written in place of its whole record: with it on `url`, `upstream:
/// http://…` is short for `upstream: {url: http://…}`. Not on a component that is itself written as
/// a mapping.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Shorthand {}
