package io.grantway.gateway;

import io.grantway.gateway.policy.RateCounters;
import io.grantway.throttle.Throttle;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What outlives the policies that use it: a change of the configuration makes new ones, and must
/// not forget how much a caller has used up.
///
/// @param random for ids that name a call and prove nothing
public record PolicyState(
        InstantSource clock, RandomGenerator random, RateCounters counters, Throttle throttle) {
    public static PolicyState create(InstantSource clock, RandomGenerator random) {
        return new PolicyState(clock, random, new RateCounters(clock), new Throttle(clock));
    }
}
