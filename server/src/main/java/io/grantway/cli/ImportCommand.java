package io.grantway.cli;

import picocli.CommandLine.Command;

/// What others have written down, taken over: one command for each of their formats.
@Command(
        name = "import",
        synopsisSubcommandLabel = "(kong | openapi)",
        description = "Take over what another product, or a document of an API, says.")
final class ImportCommand {}
