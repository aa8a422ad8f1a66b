/// What calls services: requests, times, files, messages and records.
///
/// Owns: taking each of them once or at least once as its kind can, trying again, giving back,
/// figures and the last runs of each channel. Owns not: the services themselves, and where routes
/// match.
@NullMarked
package io.grantway.services.channel;

import org.jspecify.annotations.NullMarked;
