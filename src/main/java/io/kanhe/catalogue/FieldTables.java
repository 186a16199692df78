package io.kanhe.catalogue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tables of the fields of formats, in Markdown. What a service has described once is named after
 * that, not described again. Not thread-safe.
 */
final class FieldTables {

  private final Map<List<Field>, String> described = new HashMap<>();
  private final Map<String, String> types = new TreeMap<>();

  /** A new service begins. */
  void forget() {
    described.clear();
  }

  /** What the types met so far are, in words. */
  Map<String, String> types() {
    return types;
  }

  String table(Service.Operation operation, Service.Format format) {
    StringBuilder out = new StringBuilder();
    out.append("Format `").append(format.name()).append("`").append(place(operation, format));
    List<Field> fields = format.contract().fields();
    if (fields.isEmpty()) {
      return out.append(".\n\n").toString();
    }
    String before = described.get(fields);
    if (before != null) {
      return out.append("; fields as in ").append(before).append(".\n\n").toString();
    }
    described.put(fields, "`" + operation.name() + "`, format `" + format.name() + "`");
    out.append(":\n\n");
    out.append("| field | times | 中文 | English | type | unit | list | class | mask | example |\n");
    out.append("|---|---|---|---|---|---|---|---|---|---|\n");
    for (Field field : fields) {
      out.append(row(field)).append('\n');
      words(format, field.type());
    }
    return out.append('\n').toString();
  }

  private static String place(Service.Operation operation, Service.Format format) {
    String only =
        format.directions().isEmpty() || format.directions().equals(operation.directions())
            ? ""
            : format.directions().stream()
                .map(Enum::name)
                .sorted()
                .collect(Collectors.joining(", ", " for ", ""));
    return only
        + (format.contract() instanceof XsdContract xml
            ? ", XML, root `" + xml.root() + "` in `" + xml.schemaFile() + "`"
            : ", " + format.kind());
  }

  private static String row(Field field) {
    Field.Notes notes = field.notes();
    String times = (field.optional() ? "0" : "1") + (field.repeated() ? "..n" : "");
    return row(
        "`" + field.path() + "`",
        times.equals("0") ? "0..1" : times,
        field.nameZh(),
        field.nameEn(),
        field.type(),
        notes.unit(),
        notes.list().replace("/", ", "),
        Integer.toString(field.personalDataClass()),
        notes.mask(),
        notes.example().isEmpty() ? "" : "`" + notes.example() + "`");
  }

  private void words(Service.Format format, String type) {
    if (format.contract() instanceof XsdContract xml) {
      String words = xml.description(type);
      if (words != null && !type.matches("[CK]L-.*")) {
        types.merge(type, words, (one, two) -> one.contains(two) ? one : one + "; or " + two);
      }
    }
  }

  static String row(String... cells) {
    return Arrays.stream(cells)
        .map(each -> each.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
