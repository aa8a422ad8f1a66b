package io.grantway.outbound.fhir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A lock on a file: one holder within this process, and one among all processes that share the
/// disk, where that knows locks. It goes with the process that holds it.
public final class JobLock implements AutoCloseable {
    private static final Duration FIRST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final FileChannel channel;

    private JobLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Waits until nobody else holds it.
    ///
    /// @param channel is closed with the lock. It is kept open while waiting: POSIX takes a
    ///   process's lock away when any of its channels to the file is closed
    static JobLock take(FileChannel channel, Halt halt) throws IOException {
        boolean taken = false;
        try {
            for (Duration pause = FIRST; tried(channel) == null; pause = longer(pause)) {
                halt.rest(pause);
            }
            taken = true;
            return new JobLock(channel);
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static @Nullable FileLock tried(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // The lock is gone with the channel, whatever else was wrong with that.
        }
    }
}
