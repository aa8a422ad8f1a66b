package io.grantway.http.engine;

import io.grantway.http.HttpLimits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.List;

/// Netty's decoder of requests, made to refuse what another server could read otherwise (RFC 9112
/// §2.2, §3, §5.2, §11.2). What Netty does itself: bare line feeds, both framing fields, lists of
/// lengths, other codings than `chunked` at the end, control characters in values, names that are
/// no tokens, malformed chunks. Added here: bare carriage returns, folded fields, zero octets,
/// white space other than one space in the request line, repeated lengths in HTTP/1.0.
final class StrictRequestDecoder extends HttpRequestDecoder {
    private static final int CHUNK = 16 * 1024;
    private static final String LENGTH = "content-length";

    private final HeadScanner scanner = new HeadScanner();
    private boolean inHead = true;
    private boolean refused;
    private int scanned;
    private int lengths;
    private long headStarted;

    StrictRequestDecoder(HttpLimits limits) {
        super(
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(limits.maxRequestLine())
                        .setMaxHeaderSize(limits.maxHeaderBytes())
                        .setMaxChunkSize(CHUNK)
                        .setStrictLineParsing(true)
                        .setUseRfc9112TransferEncoding(true)
                        .setAllowDuplicateContentLengths(false));
    }

    /// When the head began that is not complete yet, of [System#nanoTime]; 0 between requests.
    long headStarted() {
        return headStarted;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
            throws Exception {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (inHead && !scanHead(in, out)) {
            return;
        }
        int readable = in.readableBytes();
        int before = out.size();
        super.decode(ctx, in, out);
        scanned = Math.max(0, scanned - (readable - in.readableBytes()));
        for (int i = before; i < out.size(); i++) {
            follow(out.get(i));
        }
    }

    /// @return false when the head is refused
    private boolean scanHead(ByteBuf in, List<Object> out) {
        int unseen = in.readableBytes() - scanned;
        if (unseen > 0 && !scanner.isComplete()) {
            if (headStarted == 0) {
                headStarted = System.nanoTime();
            }
            in.forEachByte(in.readerIndex() + scanned, unseen, scanner);
            scanned = in.readableBytes();
            if (scanner.fault() != null) {
                refuse(in, out, scanner.fault());
                return false;
            }
        }
        return true;
    }

    private void refuse(ByteBuf in, List<Object> out, String why) {
        refused = true;
        in.skipBytes(in.readableBytes());
        HttpMessage message = createInvalidMessage();
        message.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(why)));
        out.add(message);
    }

    private void follow(Object decoded) {
        if (decoded instanceof HttpMessage message) {
            inHead = false;
            headStarted = 0;
            if (lengths > 1 && message.decoderResult().isSuccess()) {
                message.setDecoderResult(
                        DecoderResult.failure(
                                new IllegalArgumentException("Content-Length is repeated")));
                refused = true;
            }
            lengths = 0;
        }
        if (decoded instanceof LastHttpContent) {
            inHead = true;
            scanned = 0;
            scanner.restart();
        }
    }

    @Override
    protected HttpMessage createMessage(String[] line) {
        return new DefaultHttpRequest(
                version(line[2]), HttpMethod.valueOf(line[0]), line[1], headersFactory);
    }

    private static HttpVersion version(String text) {
        return switch (text) {
            case "HTTP/1.1" -> HttpVersion.HTTP_1_1;
            case "HTTP/1.0" -> HttpVersion.HTTP_1_0;
            default -> {
                if (text.startsWith("HTTP/")) {
                    yield HttpVersion.valueOf(text);
                }
                throw new IllegalArgumentException("the request line names no version of HTTP");
            }
        };
    }

    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        AsciiString name = super.splitHeaderName(line, start, length);
        if (length == LENGTH.length() && name.contentEqualsIgnoreCase(LENGTH)) {
            lengths++;
        }
        return name;
    }

    @Override
    protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
        if (start != 0) {
            throw new IllegalArgumentException("the request line starts with white space");
        }
        return super.splitFirstWordInitialLine(line, start, length);
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
        separated(line, start);
        return super.splitSecondWordInitialLine(line, start, length);
    }

    @Override
    protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
        separated(line, start);
        return super.splitThirdWordInitialLine(line, start, length);
    }

    private static void separated(byte[] line, int start) {
        if (start < 2 || line[start - 1] != ' ' || line[start - 2] <= ' ') {
            throw new IllegalArgumentException(
                    "the parts of the request line are not separated by one space");
        }
    }
}
