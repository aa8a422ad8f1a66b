package io.grantway.openapi;

import io.grantway.config.Inclusion;
import io.grantway.config.Mistakes;
import io.grantway.config.Note;
import io.grantway.config.PlacedValue;
import io.grantway.gateway.ApiConfig;
import io.grantway.gateway.OperationPath;
import io.grantway.openapi.ApiDocument.Stated;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// `openapi` of an API: the operations of a document beside those that are written, which count
/// instead of the document's where both say the same method and path.
public final class OpenApiInclusion implements Inclusion {
    private static final String EVERY = "*";

    @Override
    public Class<? extends Record> in() {
        return ApiConfig.class;
    }

    @Override
    public String key() {
        return "openapi";
    }

    @Override
    public String list() {
        return "operations";
    }

    @Override
    public List<Item> read(
            PlacedValue mapping, PlacedValue document, Mistakes mistakes, Consumer<Note> notes) {
        Optional<String> basePath = mapping.get(key()).flatMap(said -> said.text("basePath"));
        ApiDocument read = DocumentReader.read(document, basePath, mistakes, notes);
        Set<String> written = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (PlacedValue operation :
                mapping.get(list()).map(PlacedValue::items).orElse(List.of())) {
            operation.text("name").ifPresent(names::add);
            requests(operation, written);
        }
        return read.operations().stream()
                .filter(stated -> isNew(stated, written))
                .map(stated ->
                        new Item(
                                stated.place(),
                                ImportedApi.json(stated.operation(), names::contains)))
                .toList();
    }

    private static void requests(PlacedValue operation, Set<String> to) {
        List<String> methods = texts(operation, "methods");
        for (String path : texts(operation, "paths")) {
            try {
                String shape = OperationPath.parse(path).shape();
                (methods.isEmpty() ? List.of(EVERY) : methods)
                        .forEach(method -> to.add(method + " " + shape));
            } catch (IllegalArgumentException _) {
                // Reported where the operations are checked.
            }
        }
    }

    private static List<String> texts(PlacedValue mapping, String key) {
        return mapping.get(key).map(PlacedValue::items).orElse(List.of()).stream()
                .flatMap(item -> item.text().stream())
                .toList();
    }

    private static boolean isNew(Stated stated, Set<String> written) {
        String shape = OperationPath.parse(stated.path()).shape();
        return !written.contains(stated.method() + " " + shape)
                && !written.contains(EVERY + " " + shape);
    }
}
