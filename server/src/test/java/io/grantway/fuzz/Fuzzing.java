package io.grantway.fuzz;

import java.nio.charset.StandardCharsets;

/// Where Jazzer begins: `--target_args` names the parser.
public final class Fuzzing {
    private static FuzzedParser parser = FuzzedParser.FORM_BODY;

    private Fuzzing() {}

    public static void fuzzerInitialize(String[] arguments) {
        parser = FuzzedParser.valueOf(arguments[0]);
        // What is made at the first input takes longer than one may.
        parser.read("");
    }

    public static void fuzzerTestOneInput(byte[] input) {
        parser.read(new String(input, StandardCharsets.UTF_8));
    }
}
