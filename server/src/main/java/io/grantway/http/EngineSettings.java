package io.grantway.http;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What the engine is made with.
///
/// @param eventLoops threads that serve connections; 0 for one a core
/// @param upstreams limits of the connection pools
/// @param random makes request ids: need not be secret, only unlike each other
public record EngineSettings(
        int eventLoops, UpstreamPools upstreams, InstantSource clock, RandomGenerator random) {

    /// One event loop a core and pools of the usual size.
    public static EngineSettings of(InstantSource clock, RandomGenerator random) {
        return new EngineSettings(0, UpstreamPools.USUAL, clock, random);
    }
}
