package io.grantway.catalog;

/// That a consumer belongs to a group. Kong calls it an `acl`.
public record Membership(Consumer consumer, String group) {}
