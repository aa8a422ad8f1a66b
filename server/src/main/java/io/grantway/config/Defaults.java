package io.grantway.config;

import io.grantway.config.Shape.Part;
import java.nio.file.Path;
import java.util.Optional;

/// The values of absent keys, as [Key#or] says them in YAML.
final class Defaults {
    private Defaults() {}

    /// @param base where relative paths start
    static Node of(Part part, Path base) {
        String yaml = part.or();
        Source source = new Source("the default of " + part.name(), base, true);
        if ("[{\"'".indexOf(yaml.charAt(0)) < 0) {
            return new Node.Scalar(Place.startOf(source.name()), yaml, false, source);
        }
        Mistakes mistakes = new Mistakes();
        Optional<Node> node = YamlTree.parse(yaml, source, mistakes);
        return node.filter(_ -> mistakes.isEmpty())
                .orElseThrow(() -> new IllegalStateException(mistakes.list().toString()));
    }
}
