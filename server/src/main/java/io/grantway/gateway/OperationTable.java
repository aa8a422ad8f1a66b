package io.grantway.gateway;

import io.grantway.oauth.Scopes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds which operation of an API a call is: of those that have its method and its path the one
/// with the most specific path, a literal segment before a named one, and a whole path before
/// `/**`. Immutable; the cost does not grow with the number of operations.
///
/// It looks at the path that is sent on, and at nothing else: a request that was read in one way
/// here and in another upstream would be let through under the wrong operation.
public final class OperationTable {
    /// Of an API that names none.
    public static final OperationTable NONE = new OperationTable(new Node(), true);

    private final Node root;
    private final boolean empty;

    private OperationTable(Node root, boolean empty) {
        this.root = root;
        this.empty = empty;
    }

    /// @throws IllegalArgumentException where a path cannot be read
    public static OperationTable of(List<OperationConfig> operations) {
        if (operations.isEmpty()) {
            return NONE;
        }
        Node root = new Node();
        for (OperationConfig config : operations) {
            Operation operation =
                    new Operation(
                            config.knownAs(),
                            Scopes.of(config.scopes()),
                            Scopes.of(config.anyScope()));
            for (String path : config.paths()) {
                root.add(OperationPath.parse(path), config.methods(), operation);
            }
        }
        return new OperationTable(root, false);
    }

    /// Whether the API names no operation at all, so that scopes of operations do not count.
    public boolean isEmpty() {
        return empty;
    }

    /// @param path normalised, as it is sent upstream before a route's rewrite; still
    ///   percent-encoded
    public Optional<Operation> find(String method, String path) {
        return empty ? Optional.empty() : Optional.ofNullable(root.find(method, path, 0));
    }

    /// The operations that share a path up to here.
    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private @Nullable Node variable;
        private final Methods here = new Methods();
        private final Methods below = new Methods();

        void add(OperationPath path, List<String> methods, Operation operation) {
            Node node = this;
            for (String segment : path.segments()) {
                node = node.child(segment);
            }
            (path.andBelow() ? node.below : node.here).add(methods, operation);
        }

        private Node child(String segment) {
            if (!OperationPath.isVariable(segment)) {
                return literals.computeIfAbsent(segment, _ -> new Node());
            }
            if (variable == null) {
                variable = new Node();
            }
            return variable;
        }

        /// @param from the index of the slash before the next segment, or the path's length
        @Nullable Operation find(String method, String path, int from) {
            if (from >= path.length() || (from == 0 && path.length() == 1)) {
                Operation operation = here.get(method);
                return operation == null ? below.get(method) : operation;
            }
            int slash = path.indexOf('/', from + 1);
            int end = slash < 0 ? path.length() : slash;
            Operation operation = null;
            if (!literals.isEmpty()) {
                Node child = literals.get(OperationPath.decoded(path.substring(from + 1, end)));
                operation = child == null ? null : child.find(method, path, end);
            }
            if (operation == null && variable != null && end > from + 1) {
                operation = variable.find(method, path, end);
            }
            return operation == null ? below.get(method) : operation;
        }
    }

    /// The operations of one path by their methods.
    private static final class Methods {
        private final Map<String, Operation> named = new HashMap<>(4);
        private @Nullable Operation any;

        void add(List<String> methods, Operation operation) {
            if (methods.isEmpty()) {
                any = operation;
            }
            methods.forEach(method -> named.put(method, operation));
        }

        @Nullable Operation get(String method) {
            Operation operation = named.get(method);
            if (operation == null && method.equals("HEAD")) {
                // It tells of the same resource what GET tells (RFC 9110 §9.3.2).
                operation = named.get("GET");
            }
            return operation == null ? any : operation;
        }
    }
}
