package io.grantway.vault;

import java.util.List;
import java.util.Optional;

/// The providers in force.
public interface Providers {
    Optional<Provider> find(String workspace, String name);

    /// In the order of their names.
    List<Provider> of(String workspace);
}
