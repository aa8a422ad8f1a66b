/// What a hot-deployed service compiles against: a [Service] answers one [Call].
///
/// Owns: the contract between a service and the server. Owns not: how services are found, compiled,
/// loaded and called (`io.grantway.services` in the server).
@NullMarked
package io.grantway.service;

import org.jspecify.annotations.NullMarked;
