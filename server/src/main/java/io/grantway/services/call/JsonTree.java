package io.grantway.services.call;

import io.grantway.service.Tree;
import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// A [Tree] over Jackson's.
public final class JsonTree implements Tree {
    private final JsonNode node;
    private final String path;
    private final Rendering rendering;

    private JsonTree(JsonNode node, String path, Rendering rendering) {
        this.node = node;
        this.path = path;
        this.rendering = rendering;
    }

    /// @param rendering of the service that reads it
    public static JsonTree of(JsonNode node, Rendering rendering) {
        return new JsonTree(node, "", rendering);
    }

    JsonNode node() {
        return node;
    }

    private JsonTree to(JsonNode next, String name) {
        boolean item = name.startsWith("[");
        return new JsonTree(
                next, path.isEmpty() || item ? path + name : path + "." + name, rendering);
    }

    @Override
    public Tree get(String name) {
        return to(node.path(name), name);
    }

    @Override
    public Tree get(int index) {
        return to(
                node.isArray() && index >= 0 ? node.path(index) : MissingNode.getInstance(),
                "[" + index + "]");
    }

    @Override
    public Tree at(String to) {
        Tree found = this;
        int from = 0;
        while (from < to.length()) {
            char first = to.charAt(from);
            if (first == '[') {
                int end = to.indexOf(']', from);
                found = found.get(index(to, from, end));
                from = end + 1;
            } else if (first == '.' && from > 0) {
                from++;
            } else {
                int end = from;
                while (end < to.length() && to.charAt(end) != '.' && to.charAt(end) != '[') {
                    end++;
                }
                found = found.get(to.substring(from, end));
                from = Math.max(end, from + 1);
            }
        }
        return found;
    }

    private static int index(String path, int from, int end) {
        try {
            return Integer.parseInt(path.substring(from + 1, Math.max(end, from + 1)));
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(
                    "the path \"" + path + "\" has no number in [ ] at character " + from);
        }
    }

    @Override
    public boolean exists() {
        return !node.isMissingNode() && !node.isNull();
    }

    @Override
    public boolean isObject() {
        return node.isObject();
    }

    @Override
    public boolean isList() {
        return node.isArray();
    }

    @Override
    public String text() {
        return scalar("text").asString();
    }

    @Override
    public BigDecimal number() {
        JsonNode scalar = scalar("number");
        if (scalar.isNumber()) {
            return scalar.decimalValue();
        }
        try {
            return new BigDecimal(scalar.asString().strip());
        } catch (NumberFormatException _) {
            throw new NumberFormatException(place() + " is no number");
        }
    }

    @Override
    public boolean truth() {
        String text = scalar("truth value").asString();
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new NoSuchElementException(place() + " is neither true nor false");
    }

    private JsonNode scalar(String wanted) {
        if (!exists()) {
            throw new NoSuchElementException("there is no " + wanted + " at " + place());
        }
        if (node.isContainer()) {
            throw new NoSuchElementException(
                    place()
                            + " is "
                            + (node.isArray() ? "a list" : "an object")
                            + ", no "
                            + wanted);
        }
        return node;
    }

    private String place() {
        return path.isEmpty() ? "the top" : "\"" + path + "\"";
    }

    @Override
    public List<Tree> list() {
        if (!exists()) {
            return List.of();
        }
        if (!node.isArray()) {
            return List.of(this);
        }
        return new AbstractList<>() {
            @Override
            public Tree get(int index) {
                java.util.Objects.checkIndex(index, node.size());
                return JsonTree.this.get(index);
            }

            @Override
            public int size() {
                return node.size();
            }
        };
    }

    @Override
    public Iterator<Tree> iterator() {
        return list().iterator();
    }

    @Override
    public int size() {
        return node.size();
    }

    @Override
    public Set<String> names() {
        return java.util.Collections.unmodifiableSet(
                new LinkedHashSet<>(new ArrayList<>(node.propertyNames())));
    }

    @Override
    public <T> T as(Class<T> type) {
        return rendering.read(node, type, path);
    }

    @Override
    public String json() {
        return node.isMissingNode() ? "null" : node.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonTree tree && node.equals(tree.node);
    }

    @Override
    public int hashCode() {
        return node.hashCode();
    }

    /// Not its text, which may be about somebody.
    @Override
    public String toString() {
        return node.isObject()
                ? "an object of " + node.size()
                : node.isArray() ? "a list of " + node.size() : "a value";
    }
}
