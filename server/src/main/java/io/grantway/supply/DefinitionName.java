package io.grantway.supply;

/// A security definition's name, which is unique in its workspace.
public record DefinitionName(String workspace, String definition) {}
