package io.grantway.service;

/// Input that is not what the service takes. The caller is told, with status 400; services throw it
/// too.
public final class InputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String input;

    /// @param input its name
    /// @param why reads behind the name: `must be a date`
    public InputException(String input, String why) {
        super(input.isEmpty() ? why : "input \"" + input + "\" " + why);
        this.input = input;
    }

    /// The name of the input; empty where it is the whole.
    public String input() {
        return input;
    }
}
