package io.grantway.cli;

import picocli.CommandLine.Command;

/// Groups what is done with services.
@Command(
        name = "service",
        description = "Services of your own: begin one, try it, call it, list them.",
        synopsisSubcommandLabel = "(new | test | invoke | list)")
final class ServiceCommand {}
