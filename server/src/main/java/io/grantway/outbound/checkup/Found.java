package io.grantway.outbound.checkup;

import io.grantway.outbound.checkup.Step.Verdict;

/// What one look found.
record Found(Verdict verdict, String text, String advice) {
    static Found ok(String text) {
        return new Found(Verdict.OK, text, "");
    }

    static Found warn(String text, String advice) {
        return new Found(Verdict.WARN, text, advice);
    }

    static Found failed(String text, String advice) {
        return new Found(Verdict.FAILED, text, advice);
    }

    static Found skipped(String text) {
        return new Found(Verdict.SKIPPED, text, "");
    }
}
