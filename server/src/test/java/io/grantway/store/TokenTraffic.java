package io.grantway.store;

import io.grantway.authserver.IssuedToken;
import io.grantway.testing.Issued;
import io.grantway.testing.TestClock;
import java.io.PrintStream;
import java.nio.file.Path;

/// A process that saves, replaces and deletes tokens until it is killed. Prints a line for each
/// thing done, after the store has acknowledged it; a line counts when its last word is `ok`.
final class TokenTraffic {
    static final int CALLERS = 8;

    private TokenTraffic() {}

    /// @param arguments the data directory, and a name for this run
    public static void main(String[] arguments) throws InterruptedException {
        TestClock clock = new TestClock();
        SqlStore store = SqlStore.open(Path.of(arguments[0]), clock);
        Thread[] callers = new Thread[CALLERS];
        for (int i = 0; i < CALLERS; i++) {
            String name = arguments[1] + "-" + i;
            callers[i] = Thread.ofVirtual().start(() -> call(store, clock, name));
        }
        for (Thread caller : callers) {
            caller.join();
        }
    }

    private static void call(SqlStore store, TestClock clock, String name) {
        Issued sample = new Issued("Sample", clock.instant());
        IssuedToken link = sample.token(name + "-link-0");
        store.tokens().save(link);
        say("replaced", name, 0);
        for (int i = 1; ; i++) {
            store.tokens().save(sample.token(name + "-kept-" + i));
            say("saved", name, i);

            store.tokens().save(sample.token(name + "-deleted-" + i));
            store.tokens().delete("Sample", sample.tokenId(name + "-deleted-" + i));
            say("deleted", name, i);

            IssuedToken next = sample.token(name + "-link-" + i, link.family());
            store.tokens().replace(link, next);
            link = next;
            say("replaced", name, i);
        }
    }

    private static void say(String what, String name, int number) {
        PrintStream out = System.out;
        synchronized (out) {
            out.println(what + " " + name + " " + number + " ok");
            out.flush();
        }
    }
}
