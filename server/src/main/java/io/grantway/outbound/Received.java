package io.grantway.outbound;

import io.grantway.http.HeaderList;
import io.grantway.http.PooledAnswer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// An answer as it is for callers: decompressed, without fields of the connection.
final class Received {
    private static final int SMALL = 16 * 1024;

    private final PooledAnswer answer;
    private final HeaderList headers;
    private InputStream stream;

    /// @param decompress what is compressed with gzip; false where the caller asked for it
    Received(PooledAnswer answer, boolean decompress) {
        this.answer = answer;
        boolean zipped =
                decompress
                        && answer.headers()
                                .first("Content-Encoding")
                                .filter(it ->
                                        it.equalsIgnoreCase("gzip")
                                                || it.equalsIgnoreCase("x-gzip"))
                                .isPresent();
        this.headers = shown(answer.headers(), zipped);
        this.stream = zipped ? new Gunzipped(answer.stream()) : answer.stream();
    }

    private static HeaderList shown(HeaderList all, boolean zipped) {
        List<String> kept = new ArrayList<>();
        all.forEach((name, value) -> {
            boolean coded =
                    name.equalsIgnoreCase("Content-Length")
                            || name.equalsIgnoreCase("Content-Encoding");
            if (coded ? !zipped : !Fields.ofTheConnection(name)) {
                kept.add(name);
                kept.add(value);
            }
        });
        return HeaderList.of(kept.toArray(String[]::new));
    }

    int status() {
        return answer.status();
    }

    HeaderList headers() {
        return headers;
    }

    InputStream stream() {
        return stream;
    }

    /// The beginning of the body, which stays to be read.
    String peek(int most) {
        BufferedInputStream kept = new BufferedInputStream(stream, most);
        stream = kept;
        kept.mark(most);
        try {
            byte[] begin = kept.readNBytes(most);
            kept.reset();
            return new String(begin, StandardCharsets.UTF_8);
        } catch (IOException _) {
            // Whoever reads the body is told.
            return "";
        }
    }

    /// Lets an answer go that nobody reads; a small one is read to its end, so that the connection
    /// is kept.
    void discard() {
        try {
            long length =
                    answer.headers()
                            .first("Content-Length")
                            .filter(it -> it.matches("[0-9]{1,9}"))
                            .map(Long::parseLong)
                            .orElse(Long.MAX_VALUE);
            if (length <= SMALL) {
                var _ = answer.stream().readNBytes(SMALL);
                var _ = answer.stream().read();
            }
        } catch (IOException _) {
            // It is given up below.
        } finally {
            answer.close();
        }
    }

    void whenOver(Runnable done) {
        answer.whenOver(done);
    }

    void close() {
        answer.close();
    }
}
