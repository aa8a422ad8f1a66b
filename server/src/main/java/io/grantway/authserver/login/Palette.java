package io.grantway.authserver.login;

import java.util.Locale;

/// The colours that an operator's accent gives, each readable where it is used: 4.5 to 1 for links
/// and for the text on a button (WCAG 2.2 §1.4.3). The button itself keeps the accent as it is,
/// while it can be told from the card.
public final class Palette {
    private static final Colour WHITE = new Colour(255, 255, 255);
    private static final Colour BLACK = new Colour(0, 0, 0);
    private static final Colour LIGHT_CARD = WHITE;
    private static final Colour DARK_CARD = new Colour(0x1b, 0x21, 0x2c);

    private static final double VISIBLE = 1.4;

    private final Colour accent;

    private Palette(Colour accent) {
        this.accent = accent;
    }

    /// @param accent as `#rrggbb`
    public static Palette of(String accent) {
        return new Palette(Colour.parse(accent));
    }

    /// Custom properties for a stylesheet, by colour scheme.
    String properties() {
        return ":root{"
                + onCard(LIGHT_CARD)
                + "}\n@media (prefers-color-scheme:dark){:root{"
                + onCard(DARK_CARD)
                + "}}\n";
    }

    /// The button's colour on a light card.
    String fill() {
        return accent.readableOn(LIGHT_CARD, VISIBLE).toString();
    }

    /// What can be read on [#fill].
    String onFill() {
        return accent.readableOn(LIGHT_CARD, VISIBLE).label().toString();
    }

    private String onCard(Colour card) {
        Colour fill = accent.readableOn(card, VISIBLE);
        Colour hover = fill.mixedWith(fill.label(), 0.14);
        return String.format(
                Locale.ROOT,
                "--accent:%s;--accent-hover:%s;--on-accent:%s;--link:%s;",
                fill,
                hover,
                fill.label(),
                accent.readableOn(card, 4.5));
    }

    private record Colour(int red, int green, int blue) {
        static Colour parse(String hex) {
            int rgb = Integer.parseInt(hex.substring(1), 16);
            return new Colour(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
        }

        /// Black or white: one of them always has more than 4.5 to 1.
        Colour label() {
            return contrast(WHITE) >= 4.5 ? WHITE : BLACK;
        }

        /// This colour, moved towards black or white until it stands out enough.
        Colour readableOn(Colour ground, double contrast) {
            Colour pole = ground.luminance() > 0.18 ? BLACK : WHITE;
            for (int step = 0; step < 20; step++) {
                Colour moved = mixedWith(pole, step / 20.0);
                if (moved.contrast(ground) >= contrast) {
                    return moved;
                }
            }
            return pole;
        }

        Colour mixedWith(Colour other, double share) {
            return new Colour(
                    mix(red, other.red, share),
                    mix(green, other.green, share),
                    mix(blue, other.blue, share));
        }

        double contrast(Colour other) {
            double a = luminance();
            double b = other.luminance();
            return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        }

        /// Relative luminance as WCAG 2.2 defines it.
        double luminance() {
            return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
        }

        private static double linear(int channel) {
            double share = channel / 255.0;
            return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
        }

        private static int mix(int from, int to, double share) {
            return (int) Math.round(from + (to - from) * share);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
        }
    }
}
