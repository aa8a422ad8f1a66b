/// Hot-deployed services and the channels that call them.
///
/// Owns: compiling, loading, replacing and calling services; what calls them: REST, schedules,
/// files, queues. Owns not: the contract that services compile against (`io.grantway.service`, the
/// module `service-api`), the connections that they use (`outbound`).
@NullMarked
package io.grantway.services;

import org.jspecify.annotations.NullMarked;
