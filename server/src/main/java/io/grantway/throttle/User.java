package io.grantway.throttle;

import java.util.UUID;

/// Whose use is counted together.
///
/// @param operation empty for all of them together
record User(UUID application, UUID api, String operation) {}
