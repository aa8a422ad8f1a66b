package io.grantway.cli;

import picocli.CommandLine.Command;

/// Groups what is asked of providers.
@Command(
        name = "provider",
        description = "Providers of users' accounts: list what is known, show one.",
        synopsisSubcommandLabel = "(list | show)")
final class ProviderCommand {}
