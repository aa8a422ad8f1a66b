package io.grantway.authserver.login;

import java.util.List;
import java.util.Optional;

/// What a browser is, as its user would say it: enough to tell one's own from a stranger's, and
/// nothing by which to tell a person from others, as its whole name would be (RFC 9110 §10.1.5).
final class BrowserFamily {
    /// Those that pass for another come before it.
    private static final List<Sign> BROWSERS =
            List.of(
                    new Sign("Edg", "Edge"),
                    new Sign("OPR/", "Opera"),
                    new Sign("SamsungBrowser/", "Samsung Internet"),
                    new Sign("Firefox/", "Firefox"),
                    new Sign("FxiOS/", "Firefox"),
                    new Sign("CriOS/", "Chrome"),
                    new Sign("Chrome/", "Chrome"),
                    new Sign("Safari/", "Safari"));

    private static final List<Sign> SYSTEMS =
            List.of(
                    new Sign("Android", "Android"),
                    new Sign("iPhone", "iPhone"),
                    new Sign("iPad", "iPad"),
                    new Sign("Windows", "Windows"),
                    new Sign("Mac OS X", "Mac"),
                    new Sign("CrOS", "Chromebook"),
                    new Sign("Linux", "Linux"));

    private BrowserFamily() {}

    private record Sign(String sign, String name) {}

    /// @param userAgent what it calls itself
    /// @return such as `Firefox, Windows`; empty where it is none that people know
    static String of(String userAgent) {
        Optional<String> system = first(SYSTEMS, userAgent);
        return first(BROWSERS, userAgent)
                .map(name -> system.map(it -> name + ", " + it).orElse(name))
                .or(() -> system)
                .orElse("");
    }

    private static Optional<String> first(List<Sign> signs, String userAgent) {
        return signs.stream()
                .filter(each -> userAgent.contains(each.sign()))
                .map(Sign::name)
                .findFirst();
    }
}
