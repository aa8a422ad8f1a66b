/// Kong's admin resources: its entities, their fields, its texts and status codes, on top of the
/// catalog's entities; and the import of its declarative files.
///
/// Owns: Kong's schemas as data, and the mapping between its fields and configuration settings.
/// Owns not: what is done with the settings (`gateway`, `authserver`), who may call (`admin`), how
/// a change is kept ([io.grantway.catalog.Registry]).
@NullMarked
package io.grantway.kong.resource;

import org.jspecify.annotations.NullMarked;
