package io.grantway.analytics;

import java.util.Locale;

/// What figures can be told apart by, and asked for.
public enum Dimension {
    WORKSPACE,
    API,
    OPERATION,
    APPLICATION,
    SERVER,
    PLAN,
    OUTCOME,
    REASON;

    /// What a series has there; empty for nothing.
    public String of(Series series) {
        return switch (this) {
            case WORKSPACE -> series.workspace();
            case API -> series.api();
            case OPERATION -> series.operation();
            case APPLICATION -> series.application();
            case SERVER -> series.server();
            case PLAN -> series.plan();
            case OUTCOME -> series.outcome();
            case REASON -> series.reason();
        };
    }

    /// As questions and answers name it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
