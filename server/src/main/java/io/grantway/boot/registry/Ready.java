package io.grantway.boot.registry;

/// Something that is prepared and cannot fail any more.
public interface Ready {
    Ready NOTHING =
            new Ready() {
                @Override
                public void begin() {}

                @Override
                public void abandon() {}
            };

    /// Puts it in force.
    void begin();

    /// Lets go what was taken for it.
    void abandon();
}
