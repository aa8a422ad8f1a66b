package io.grantway.services.channel;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.grantway.http.Body;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.services.FilesChannelConfig;
import io.grantway.services.FilesChannelConfig.Format;
import io.grantway.services.InvocationBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a file says, as a service is given it: rows of CSV (RFC 4180, with a header) as objects of
/// texts, JSON as it is, lines of JSON as a list, anything else as bytes.
final class FileContent {
    private static final String BOM = "\uFEFF";

    private FileContent() {}

    /// A file that does not say what it should.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String text) {
            super(text, null, false, false);
        }
    }

    /// @throws Unreadable with the line that is wrong
    static InvocationBody read(FilesChannelConfig config, String name, byte[] bytes)
            throws Unreadable {
        return switch (format(config.format(), name)) {
            case CSV -> new InvocationBody.Tree(rows(text(bytes), config.separator().charAt(0)));
            case JSON -> new InvocationBody.Tree(json(text(bytes)));
            case LINES -> new InvocationBody.Tree(lines(text(bytes)));
            case RAW, AUTO -> new InvocationBody.Raw(type(name), Body.of(bytes));
        };
    }

    private static Format format(Format configured, String name) {
        if (configured != Format.AUTO) {
            return configured;
        }
        return switch (ending(name)) {
            case "csv" -> Format.CSV;
            case "json" -> Format.JSON;
            case "jsonl", "ndjson" -> Format.LINES;
            default -> Format.RAW;
        };
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String type(String name) {
        return switch (ending(name)) {
            case "xml" -> "application/xml";
            case "txt" -> "text/plain";
            case "csv" -> "text/csv";
            case "json" -> "application/json";
            default -> "application/octet-stream";
        };
    }

    /// Half a character replaced by a question mark would be another name in somebody's books.
    private static String text(byte[] bytes) throws Unreadable {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith(BOM) ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw new Unreadable("is no text in UTF-8");
        }
    }

    private static ArrayNode rows(String text, char separator) throws Unreadable {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        long line = 1;
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().fieldSeparator(separator).ofNamedCsvRecord(text)) {
            for (NamedCsvRecord row : reader) {
                line = row.getStartingLineNumber();
                if (row.getFieldCount() != row.getHeader().size()) {
                    throw new Unreadable(
                            "is no CSV: line "
                                    + line
                                    + " has "
                                    + row.getFieldCount()
                                    + " values, and the header "
                                    + row.getHeader().size());
                }
                ObjectNode values = rows.addObject();
                row.getFieldsAsMap().forEach(values::put);
            }
            return rows;
        } catch (CsvParseException | IllegalStateException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Unreadable("is no CSV after line " + line + ": " + cause.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static tools.jackson.databind.JsonNode json(String text) throws Unreadable {
        try {
            return Json.parse(text);
        } catch (Problem e) {
            throw new Unreadable(e.detail().replace("the body is", "is"));
        }
    }

    private static ArrayNode lines(String text) throws Unreadable {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                try {
                    all.add(Json.parse(line));
                } catch (Problem _) {
                    throw new Unreadable("line " + number + " is not valid JSON");
                }
            }
        }
        return all;
    }
}
