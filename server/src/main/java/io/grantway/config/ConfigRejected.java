package io.grantway.config;

import java.util.List;
import java.util.stream.Collectors;

/// A configuration that was not taken, with everything that is wrong in it.
public final class ConfigRejected extends RuntimeException {
    private static final int LISTED = 100;

    private final transient List<Mistake> mistakes;
    private final transient Sources sources;

    ConfigRejected(List<Mistake> mistakes, Sources sources) {
        super(report(mistakes), null, false, false);
        this.mistakes = List.copyOf(mistakes);
        this.sources = sources;
    }

    /// In the order of files and lines.
    public List<Mistake> mistakes() {
        return mistakes;
    }

    /// What was read, so that a change of it can be waited for.
    public Sources sources() {
        return sources;
    }

    /// The readable text: a line for each mistake, in the order of files and lines.
    public String report() {
        return report(mistakes);
    }

    private static String report(List<Mistake> mistakes) {
        String lines =
                mistakes.stream().limit(LISTED).map(m -> m + "\n").collect(Collectors.joining());
        int more = mistakes.size() - LISTED;
        return more > 0 ? lines + "… and " + more + " more\n" : lines;
    }
}
