package io.grantway.config;

/// Something that was read and is not a mistake, but that its author may want to know.
public record Note(Place place, String text) {
    @Override
    public String toString() {
        return (place + ": " + text).replaceAll("\\p{Cntrl}", "?");
    }
}
