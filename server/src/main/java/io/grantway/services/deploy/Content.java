package io.grantway.services.deploy;

import java.util.List;
import java.util.Map;

/// What one version of a unit is loaded from, again after a rollback too.
///
/// @param classes by binary name
/// @param resources by path; those of a jar
/// @param candidates names of classes that may be services
/// @param declared whether every candidate must be one
record Content(
        Map<String, byte[]> classes,
        Map<String, byte[]> resources,
        List<String> candidates,
        boolean declared) {}
