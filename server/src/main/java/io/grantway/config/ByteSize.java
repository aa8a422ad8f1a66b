package io.grantway.config;

/// A number of bytes: `512`, `64KiB`, `1MiB`, `2GiB`.
public record ByteSize(long bytes) {
    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative");
        }
    }

    public static ByteSize ofKiB(long kibibytes) {
        return new ByteSize(Math.multiplyExact(kibibytes, 1024L));
    }

    public static ByteSize ofMiB(long mebibytes) {
        return new ByteSize(Math.multiplyExact(mebibytes, 1024L * 1024L));
    }

    /// For APIs that count bytes in an `int`.
    ///
    /// @throws ArithmeticException over 2 GiB
    public int intBytes() {
        return Math.toIntExact(bytes);
    }

    @Override
    public String toString() {
        for (int power = UNITS.length - 1; power > 0; power--) {
            long unit = 1L << (10 * power);
            if (bytes >= unit && bytes % unit == 0) {
                return bytes / unit + UNITS[power];
            }
        }
        return Long.toString(bytes);
    }

    private static final String[] UNITS = {"", "KiB", "MiB", "GiB"};
}
