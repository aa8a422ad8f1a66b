package io.grantway.services.deploy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A file in the services directory, its version that answers calls, and those before.
final class Unit {
    /// Versions that are shown.
    private static final int SHOWN = 10;

    /// Versions that can be had back.
    private static final int KEPT = 5;

    private final Path file;
    private final List<Past> history = new ArrayList<>();
    private @Nullable Version live;
    private @Nullable Object tried;
    private String triedHash = "";
    private boolean crowdedOut;
    private int number;

    Unit(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    String name() {
        return String.valueOf(file.getFileName());
    }

    /// Whether this state of the files has been dealt with.
    boolean knows(Object state) {
        return state.equals(tried);
    }

    /// Notes what is being dealt with.
    ///
    /// @return whether its content is another than the one before
    boolean begin(Object state, String hash) {
        tried = state;
        boolean other = !hash.equals(triedHash);
        triedHash = hash;
        return other;
    }

    /// Has the file tried again, as if it had changed.
    void tryAgain() {
        tried = null;
        triedHash = "";
        crowdedOut = false;
    }

    /// Whether it was refused only because another file has a service of the same name.
    boolean isCrowdedOut() {
        return crowdedOut;
    }

    void crowdedOut(Past past, String error) {
        crowdedOut = true;
        past.refused(error);
    }

    /// A new entry of the history.
    Past next(String hash, Instant now) {
        Past past = new Past(name(), ++number, hash, now, Past.State.REFUSED);
        history.addFirst(past);
        while (history.size() > SHOWN) {
            history.removeLast();
        }
        history.stream()
                .filter(each -> each.content().isPresent())
                .skip(KEPT)
                .forEach(Past::forgetContent);
        return past;
    }

    Optional<Version> live() {
        return Optional.ofNullable(live);
    }

    /// @return the version before, to be retired once nobody finds it any more
    Optional<Version> replace(@Nullable Version version) {
        Optional<Version> before = live();
        live = version;
        if (version != null) {
            version.past().state(Past.State.LIVE);
        }
        return before;
    }

    Collection<String> services() {
        return live == null ? Set.of() : live.services().keySet();
    }

    /// The newest first.
    List<Past> history() {
        return List.copyOf(history);
    }

    /// The newest version that can be had back, older than the one that is live; or the one of a
    /// number.
    Optional<Past> earlier(Optional<Integer> wanted) {
        int before = live == null ? Integer.MAX_VALUE : live.past().number();
        return history.stream()
                .filter(past -> past.content().isPresent() && past.state() != Past.State.LIVE)
                .filter(past -> wanted.map(n -> n == past.number()).orElse(past.number() < before))
                .findFirst();
    }
}
