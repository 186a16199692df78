package io.kanhe.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The columns of a table as a schema for tools that do not know Kanhe. What such a schema cannot
 * say (check characters, one column at most another, columns constant in a file) stands in its
 * description.
 *
 * <p>Standard: Table Schema (Data Package v1) for CSV; JSON Schema 2020-12 for lines of JSON.
 */
final class TableSchema {

  private final CsvFormat format;
  private final CodeLists lists;

  TableSchema(CsvFormat format, CodeLists lists) {
    this.format = format;
    this.lists = lists;
  }

  String ofCsv() {
    List<String> fields = new ArrayList<>();
    for (CsvFormat.Column each : format.columns()) {
      List<String> constraints = new ArrayList<>();
      constraints.add("\"required\": " + !each.optional());
      constraints.addAll(constraints(each.type()));
      fields.add(
          "    {\"name\": "
              + text(each.name())
              + ", \"type\": "
              + text(csvType(each.type()))
              + ", \"title\": "
              + text(each.field().nameZh())
              + ", \"description\": "
              + text(description(each))
              + ", \"constraints\": {"
              + String.join(", ", constraints)
              + "}}");
    }
    return "{\n  \"fields\": [\n"
        + String.join(",\n", fields)
        + "\n  ],\n  \"missingValues\": [\"\"],\n"
        + (format.key().isEmpty() ? "" : "  \"primaryKey\": [" + names(format.key()) + "],\n")
        + "  \"description\": "
        + text(rules())
        + "\n}\n";
  }

  /** The schema of one line. */
  String ofLine(String title) {
    List<String> properties = new ArrayList<>();
    List<String> required = new ArrayList<>();
    for (CsvFormat.Column each : format.columns()) {
      List<String> parts = new ArrayList<>();
      parts.add("\"type\": " + text(lineType(each.type())));
      parts.add("\"title\": " + text(each.field().nameZh()));
      parts.add("\"description\": " + text(description(each)));
      parts.addAll(constraints(each.type()));
      properties.add("    " + text(each.name()) + ": {" + String.join(", ", parts) + "}");
      if (!each.optional()) {
        required.add(text(each.name()));
      }
    }
    return "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": "
        + text(title)
        + ",\n  \"description\": "
        + text(rules())
        + ",\n  \"type\": \"object\",\n  \"properties\": {\n"
        + String.join(",\n", properties)
        + "\n  },\n  \"required\": ["
        + String.join(", ", required)
        + "],\n  \"additionalProperties\": false\n}\n";
  }

  private static String csvType(CellType type) {
    if (type instanceof CellType.Whole) {
      return "integer";
    }
    if (type instanceof CellType.Decimal || type instanceof CellType.Signed) {
      return "number";
    }
    return type instanceof CellType.Day ? "date" : "string";
  }

  private static String lineType(CellType type) {
    String csv = csvType(type);
    return csv.equals("date") ? "string" : csv;
  }

  private List<String> constraints(CellType type) {
    if (type instanceof CellType.Whole whole) {
      return List.of("\"minimum\": " + whole.minimum(), "\"maximum\": " + whole.maximum());
    }
    if (type instanceof CellType.Signed signed) {
      return List.of("\"minimum\": " + signed.minimum(), "\"maximum\": " + signed.maximum());
    }
    if (type instanceof CellType.Decimal) {
      return List.of("\"minimum\": 0");
    }
    if (type instanceof CellType.Text words) {
      return List.of("\"maxLength\": " + words.maxCharacters());
    }
    if (type instanceof CellType.Code code) {
      return List.of("\"enum\": [" + codes(code) + "]");
    }
    return pattern(type).isEmpty() ? List.of() : List.of("\"pattern\": " + text(pattern(type)));
  }

  private static String pattern(CellType type) {
    if (type instanceof CellType.Form form) {
      return "^(" + form.pattern().pattern() + ")$";
    }
    if (type instanceof CellType.Organisation) {
      return "^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$";
    }
    if (type instanceof CellType.Region) {
      return "^[1-9][0-9]{5}$";
    }
    return type instanceof CellType.Time
        ? "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})$"
        : "";
  }

  private String codes(CellType.Code code) {
    return lists.find(code.list()).orElseThrow().codes().keySet().stream()
        .map(TableSchema::text)
        .collect(Collectors.joining(", "));
  }

  private static String description(CsvFormat.Column column) {
    Field.Notes notes = column.field().notes();
    return column.field().nameEn()
        + (notes.unit().isEmpty() ? "" : ", in " + notes.unit())
        + (notes.list().isEmpty() ? "" : ", a code of " + notes.list())
        + (column.type() instanceof CellType.Organisation ? ", with its check character" : "")
        + (column.type() instanceof CellType.Decimal decimal
            ? ", at most " + decimal.scale() + " decimals"
            : "")
        + (column.type() instanceof CellType.Signed signed
            ? ", at most " + signed.scale() + " decimals"
            : "")
        + (notes.example().isEmpty() ? "" : "; for instance " + notes.example());
  }

  private String rules() {
    List<String> rules = new ArrayList<>();
    rules.add("UTF-8, at most " + format.maxRows() + " rows.");
    if (format.senderColumn() >= 0) {
      rules.add(format.columns().get(format.senderColumn()).name() + " is the code of the sender.");
    }
    if (!format.constant().isEmpty()) {
      rules.add("The same in every row: " + plainNames(format.constant()) + ".");
    }
    format
        .atMost()
        .forEach(
            each ->
                rules.add(
                    plainNames(List.of(each.lesser(), each.greater()))
                        + ": the first is at most the second."));
    return String.join(" ", rules);
  }

  private String names(List<Integer> columns) {
    return columns.stream()
        .map(each -> text(format.columns().get(each).name()))
        .collect(Collectors.joining(", "));
  }

  private String plainNames(List<Integer> columns) {
    return columns.stream()
        .map(each -> format.columns().get(each).name())
        .collect(Collectors.joining(", "));
  }

  private static String text(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
