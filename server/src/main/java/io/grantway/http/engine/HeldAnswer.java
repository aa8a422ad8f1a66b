package io.grantway.http.engine;

import io.grantway.http.Body;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// A response that is held back until its body has been looked at.
///
/// @param out the fields as they would go to the client
/// @param most bytes that are held
record HeldAnswer(
        int status, HttpHeaders fields, HttpHeaders out, int most, ArrayDeque<ByteBuf> data) {
    static HeldAnswer of(int status, HttpHeaders fields, HttpHeaders out, int most) {
        return new HeldAnswer(status, fields, out, most, new ArrayDeque<>(2));
    }

    /// Takes the buffer over.
    ///
    /// @return whether it is more now than is looked at
    boolean add(ByteBuf buffer) {
        data.add(buffer);
        return data.stream().mapToInt(ByteBuf::readableBytes).sum() > most;
    }

    Body body() {
        byte[] all = new byte[data.stream().mapToInt(ByteBuf::readableBytes).sum()];
        int at = 0;
        for (ByteBuf each : data) {
            int length = each.readableBytes();
            each.getBytes(each.readerIndex(), all, at, length);
            at += length;
        }
        return Body.of(all);
    }

    @Nullable ByteBuf next() {
        return data.poll();
    }

    void release() {
        data.forEach(ByteBuf::release);
        data.clear();
    }
}
