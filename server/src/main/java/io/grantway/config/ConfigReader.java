package io.grantway.config;

import io.grantway.config.Node.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads YAML files into a record, the environment's settings over them, and says every mistake at
/// once.
public final class ConfigReader {
    private final Variants variants;
    private final Set<String> notSettings;
    private final List<Inclusion> inclusions;

    /// @param notSettings environment variables that begin with `GRANTWAY_` and set no key
    /// @param inclusions keys that name files which say more
    public ConfigReader(Variants variants, Set<String> notSettings, List<Inclusion> inclusions) {
        this.variants = variants;
        this.notSettings = Set.copyOf(notSettings);
        this.inclusions = List.copyOf(inclusions);
    }

    public ConfigReader(Variants variants, Set<String> notSettings) {
        this(variants, notSettings, List.of());
    }

    /// Reads files, and directories of `*.yaml` and `*.yml` files in the order of their names. They
    /// add up: lists are concatenated, mappings merged; a single value may be set once.
    ///
    /// @param environment for `${env:…}`, and its `GRANTWAY_…` variables as settings
    /// @param check looks at the bound whole
    /// @throws ConfigRejected with every mistake
    public <T extends Record> Loaded<T> load(
            Class<T> root,
            List<Path> filesOrDirectories,
            Map<String, String> environment,
            Check<T> check) {
        return load(root, filesOrDirectories, List.of(), environment, check);
    }

    /// Reads files and texts, which all add up.
    ///
    /// @throws ConfigRejected with every mistake
    public <T extends Record> Loaded<T> load(
            Class<T> root,
            List<Path> filesOrDirectories,
            List<ConfigText> texts,
            Map<String, String> environment,
            Check<T> check) {
        Mistakes mistakes = new Mistakes();
        Documents documents = new Documents(mistakes);
        filesOrDirectories.forEach(documents::read);
        texts.forEach(text -> documents.read(text.content(), new Source(text.name(), null, true)));
        Table table = documents.merged();
        new Overrides(root, notSettings, mistakes).apply(environment, table);
        References references = new References(environment, documents.digests(), mistakes);
        return bind(root, table, references, documents, check, mistakes);
    }

    /// Reads a tree that came over the admin API. It can refer to nothing: neither to files nor to
    /// the environment.
    ///
    /// @param name what mistakes call it
    /// @throws ConfigRejected with every mistake
    public <T extends Record> Loaded<T> loadTree(
            Class<T> root, String name, JsonNode tree, Check<T> check) {
        Mistakes mistakes = new Mistakes();
        Node node = JsonTree.read(tree, new Source(name, null, true, false));
        if (!(node instanceof Table table)) {
            mistakes.add(node.place(), "must be a mapping of keys, not " + node.kind());
            throw new ConfigRejected(mistakes.list(), new Sources(Map.of()));
        }
        Documents none = new Documents(mistakes);
        References references = new References(Map.of(), none.digests(), mistakes);
        return bind(root, table, references, none, check, mistakes);
    }

    private <T extends Record> Loaded<T> bind(
            Class<T> root,
            Table table,
            References references,
            Documents documents,
            Check<T> check,
            Mistakes mistakes) {
        Inclusions included = new Inclusions(inclusions, references, documents.digests(), mistakes);
        Binder binder =
                new Binder(
                        variants,
                        references,
                        included,
                        mistakes,
                        documents.base(),
                        documents.partial());
        Object bound = binder.bind(new Kind.Group(root), table);
        Sources sources = new Sources(documents.digests());
        @Nullable Loaded<T> loaded =
                bound == null
                        ? null
                        : new Loaded<>(
                                root.cast(bound), binder.tables(), sources, included.notes());
        if (loaded != null && !binder.leftOut() && !documents.partial()) {
            check(loaded, check, mistakes);
        }
        mistakes.throwIfAny(sources);
        if (loaded == null) {
            throw new IllegalStateException("nothing was bound and nothing was said to be wrong");
        }
        return loaded;
    }

    private static <T> void check(Loaded<T> loaded, Check<T> check, Mistakes mistakes) {
        boolean sound = mistakes.isEmpty();
        try {
            check.check(loaded, mistakes);
        } catch (RuntimeException e) {
            // A check may stumble over a stand-in; what the stand-in stands for is reported.
            if (sound) {
                throw e;
            }
        }
    }
}
