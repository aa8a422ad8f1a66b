package io.grantway.http.engine;

import io.netty.util.ByteProcessor;
import org.jspecify.annotations.Nullable;

/// Looks at the octets of a request's head before it is decoded, for what a decoder that reads line
/// by line forgives. Keeps its place where a head comes in pieces.
final class HeadScanner implements ByteProcessor {
    private enum At {
        LINE_START,
        IN_LINE,
        AFTER_CR,
        AFTER_CR_OF_EMPTY_LINE,
        END
    }

    private At at = At.LINE_START;
    private boolean started;
    private @Nullable String fault;

    boolean isComplete() {
        return at == At.END;
    }

    /// What is wrong, or nothing.
    @Nullable String fault() {
        return fault;
    }

    void restart() {
        at = At.LINE_START;
        started = false;
    }

    /// @return false to stop: at the end of the head, or at a fault
    @Override
    public boolean process(byte octet) {
        if (octet == 0) {
            return wrong("the head contains a zero octet");
        }
        return switch (at) {
            case LINE_START -> atLineStart(octet);
            case IN_LINE -> inLine(octet);
            case AFTER_CR, AFTER_CR_OF_EMPTY_LINE -> afterCarriageReturn(octet);
            case END -> false;
        };
    }

    private boolean inLine(byte octet) {
        if (octet == '\n') {
            return wrong("a line of the head ends with a bare line feed");
        }
        at = octet == '\r' ? At.AFTER_CR : At.IN_LINE;
        return true;
    }

    private boolean afterCarriageReturn(byte octet) {
        if (octet != '\n') {
            return wrong("the head contains a bare carriage return");
        }
        boolean end = at == At.AFTER_CR_OF_EMPTY_LINE && started;
        at = end ? At.END : At.LINE_START;
        return !end;
    }

    private boolean atLineStart(byte octet) {
        if (octet == '\r') {
            at = At.AFTER_CR_OF_EMPTY_LINE;
            return true;
        }
        if (octet == '\n') {
            return wrong("a line of the head ends with a bare line feed");
        }
        if (octet == ' ' || octet == '\t') {
            return wrong(
                    started
                            ? "a header field is folded over two lines"
                            : "the request line starts with white space");
        }
        started = true;
        at = At.IN_LINE;
        return true;
    }

    private boolean wrong(String why) {
        fault = why;
        return false;
    }
}
