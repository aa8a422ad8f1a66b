package io.grantway.service;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A page of what a FHIR server found, or its answers to a transaction.
public interface Bundle {
    /// The first resource of this page that the search was for, ready to be returned from a
    /// service.
    ///
    /// @throws java.util.NoSuchElementException where nothing was found
    Tree first();

    Optional<Tree> findFirst();

    /// The resources of this page that the search was for, without those that were only included.
    List<Tree> resources();

    /// Every entry of this page, with `fullUrl`, `search` and `response`.
    List<Tree> entries();

    /// The resources of this page and of every page after it.
    ///
    /// @throws CallException where there are more pages or resources than the connection allows, a
    ///   page comes a second time, or a page is on another origin than the connection
    List<Tree> all();

    /// At most so many resources, of this page and as many pages as that takes.
    List<Tree> atMost(int resources);

    /// The next page; empty where this is the last.
    Optional<Bundle> next();

    /// How many there are on all pages, where the server says.
    OptionalInt total();

    Tree tree();
}
