package io.grantway.services;

import io.grantway.config.ByteSize;
import io.grantway.config.Key;
import java.nio.file.Path;
import java.time.Duration;

/// Files of a directory, each a call of a service.
public record FilesChannelConfig(
        @Key(value = "Where they appear; made where it is missing.", example = "inbox")
                Path directory,
        @Key(
                        value = "Which names count: `*`, `?`, `[a-z]` and `{csv,txt}`.",
                        or = "'*'",
                        example = "'*.csv'")
                String pattern,
        @Key(value = "The service.", example = "ImportClients") String service,
        @Key(value = "Where files go that the service has taken.", example = "archive") Path done,
        @Key(
                        value =
                                "Where files go that it has not, each with `NAME.reason.txt` beside"
                                        + " it.",
                        example = "rejected")
                Path failed,
        @Key(value = "How long size and time of a file must stay the same.", or = "2s")
                Duration stableFor,
        @Key(value = "How often the directory is looked at.", or = "1s") Duration every,
        @Key(
                        value =
                                "What the service gets: `auto` by the name's ending; `csv`, `json`"
                                        + " and `lines` (of JSON) as rows; `raw` as bytes.",
                        or = "auto")
                Format format,
        @Key(value = "What stands between two values of a row of CSV.", or = "','")
                String separator,
        @Key(value = "Larger files are rejected unread.", or = "64MiB") ByteSize maxSize,
        @Key(value = "Which file comes first: by `name`, or the oldest by `age`.", or = "age")
                Order order,
        @Key(value = "Files that are worked on at once.", or = "1") int workers,
        @Key(value = "How long the service may take with one.", or = "10m") Duration timeout,
        @Key(
                        value =
                                "A file whose run was under way when the process died: `retry` it"
                                        + " at the next start, or `reject` it.",
                        or = "retry")
                OnRestart onRestart) {
    /// How a file is read.
    public enum Format {
        AUTO,
        CSV,
        JSON,
        LINES,
        RAW
    }

    /// Which file comes first.
    public enum Order {
        NAME,
        AGE
    }

    /// What becomes of a file whose run nobody saw the end of.
    public enum OnRestart {
        RETRY,
        REJECT
    }

    public FilesChannelConfig {
        ChannelConfig.requireService(service);
        ChannelConfig.requireWithin(timeout);
        ChannelConfig.requireNumber("workers", workers, 64);
        if (separator.length() != 1 || "\"\r\n".contains(separator)) {
            throw new IllegalArgumentException("separator must be one character");
        }
        if (every.compareTo(Duration.ofMillis(50)) < 0) {
            throw new IllegalArgumentException("every must be 50ms or more");
        }
        if (maxSize.bytes() > 1L << 30) {
            throw new IllegalArgumentException("maxSize must be 1GiB at most");
        }
        if (done.equals(directory) || failed.equals(directory)) {
            throw new IllegalArgumentException(
                    "done and failed must be other directories than the one that is watched");
        }
    }
}
