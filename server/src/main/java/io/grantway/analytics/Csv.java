package io.grantway.analytics;

import java.util.List;

/// A report as comma-separated values (RFC 4180), with a line of names first.
record Csv(List<Dimension> by) {
    /// What spreadsheets take for the beginning of a formula. A name that began so could read files
    /// or call addresses on the machine of whoever opens the answer.
    private static final String FORMULA = "=+-@\t\r";

    String of(Report report) {
        StringBuilder out = new StringBuilder("time");
        by.forEach(each -> out.append(',').append(each));
        out.append(",count,bytes_in,bytes_out");
        Shown.NAMES.forEach(each -> out.append(',').append(each).append("_ms"));
        out.append("\r\n");
        report.forEach((place, figures) -> {
            out.append(place.start());
            place.values().forEach(each -> out.append(',').append(text(each)));
            out.append(',').append(figures.count());
            out.append(',').append(figures.bytesIn());
            out.append(',').append(figures.bytesOut());
            Shown.of(figures)
                    .forEach(each ->
                            out.append(',').append(AnalyticsResource.millis(each.micros())));
            out.append("\r\n");
        });
        return out.toString();
    }

    /// Always in quotes; an apostrophe in front keeps a spreadsheet from reading a formula.
    private static String text(String value) {
        String safe = value.isEmpty() || FORMULA.indexOf(value.charAt(0)) < 0 ? value : "'" + value;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
