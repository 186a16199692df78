package io.kanhe.catalogue;

import io.kanhe.platform.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the columns of a CSV format from a service file. */
final class CsvFormatReader {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9]{0,39}");
  private static final int MAX_DECIMAL_DIGITS = 18;
  private static final Set<String> TYPES =
      Set.of(
          "USCC", "DATE", "TIME", "REGION6", "CODE", "INTEGER", "DECIMAL", "SIGNED", "FORM",
          "TEXT");

  /** What documentation and masking want to know of a column. */
  private static final Set<String> NOTES =
      Set.of("optional", "missing", "zh", "en", "unit", "class", "mask", "example");

  private final CodeLists codeLists;
  private final CellType region;

  CsvFormatReader(CodeLists codeLists, Regions regions) {
    this.codeLists = codeLists;
    this.region = new CellType.Region(regions.unlisted());
  }

  CsvFormat read(YamlNode node) {
    node.keys(
        Set.of("name", "kind", "columns", "maxRows"),
        Set.of("constant", "key", "atMost", "sender", "directions"));
    List<CsvFormat.Column> columns = node.get("columns").items(this::column);
    List<String> names = new ArrayList<>();
    columns.forEach(each -> names.add(each.name()));
    if (names.isEmpty() || Set.copyOf(names).size() != names.size()) {
      throw node.get("columns")
          .problem("no columns or one name twice", "columns with names of their own");
    }
    List<Integer> constant =
        node.find("constant").map(each -> indexes(each, names)).orElse(List.of());
    if (constant.stream().anyMatch(each -> columns.get(each).optional())) {
      throw node.get("constant").problem("an optional column", "mandatory columns");
    }
    int sender = node.find("sender").map(each -> index(each, names)).orElse(-1);
    if (sender >= 0 && !constant.contains(sender)) {
      throw node.get("sender").problem("a column that may change", "one of the constant columns");
    }
    return new CsvFormat(
        columns,
        sender,
        constant,
        node.find("key").map(each -> key(each, columns, names)).orElse(List.of()),
        node.find("atMost")
            .map(each -> each.items(pair -> atMost(pair, columns, names)))
            .orElse(List.of()),
        node.get("maxRows").number(1, 1_000_000_000L));
  }

  private CsvFormat.Column column(YamlNode node) {
    String type = node.get("type").oneOf(TYPES);
    CellType cell =
        switch (type) {
          case "USCC" -> plain(node, new CellType.Organisation());
          case "DATE" -> plain(node, new CellType.Day());
          case "REGION6" -> plain(node, region);
          case "TIME" -> plain(node, new CellType.Time());
          case "SIGNED" -> signed(node);
          case "FORM" -> form(node);
          case "CODE" -> code(node);
          case "INTEGER" -> whole(node);
          case "DECIMAL" -> decimal(node);
          default -> text(node);
        };
    String name = node.get("name").matching(NAME, "1 to 40 letters and digits, a letter first");
    boolean optional = node.find("optional").map(YamlNode::flag).orElse(false);
    return new CsvFormat.Column(
        name, cell, optional, missing(node, optional), field(node, name, type, optional));
  }

  /** Texts that stand for no value, as 999999 in files of weather stations. */
  private static Set<String> missing(YamlNode node, boolean optional) {
    Set<String> missing =
        node.find("missing").map(list -> Set.copyOf(list.items(YamlNode::text))).orElse(Set.of());
    if (!missing.isEmpty() && !optional) {
      throw node.problem("missing values of a column that has to have one", "optional: true");
    }
    return missing;
  }

  private static Field field(YamlNode node, String name, String type, boolean optional) {
    return new Field(
        name,
        node.find("zh").map(YamlNode::text).orElse(name),
        node.find("en").map(YamlNode::text).orElse(name),
        type,
        optional,
        false,
        node.find("class").map(each -> each.integer(0, 4)).orElse(0),
        new Field.Notes(
            node.find("unit").map(YamlNode::text).orElse(""),
            node.find("list").map(YamlNode::text).orElse(type.equals("REGION6") ? "CL-01" : ""),
            node.find("mask").map(YamlNode::text).orElse(""),
            "",
            node.find("example").map(YamlNode::text).orElse("")));
  }

  private static CellType signed(YamlNode node) {
    node.keys(Set.of("name", "type", "min", "max", "scale"), NOTES);
    long minimum = node.get("min").number(-1_000_000_000L, 1_000_000_000L);
    return new CellType.Signed(
        minimum, node.get("max").number(minimum, 1_000_000_000L), node.get("scale").integer(0, 8));
  }

  private static CellType form(YamlNode node) {
    node.keys(Set.of("name", "type", "form", "expected"), NOTES);
    return new CellType.Form(
        node.get("form").as(Pattern::compile, "a regular expression"), node.get("expected").text());
  }

  private static CellType plain(YamlNode node, CellType type) {
    node.keys(Set.of("name", "type"), NOTES);
    return type;
  }

  private CellType code(YamlNode node) {
    node.keys(Set.of("name", "type", "list"), NOTES);
    YamlNode list = node.get("list");
    CodeLists.CodeList found =
        codeLists
            .find(list.text())
            .orElseThrow(
                () ->
                    list.problem(
                        "unknown code list '" + list.text() + "'", "one of code-lists.yaml"));
    return new CellType.Code(found.id(), found.codes().keySet());
  }

  private static CellType whole(YamlNode node) {
    node.keys(Set.of("name", "type", "min", "max"), NOTES);
    long minimum = node.get("min").number(0, Long.MAX_VALUE);
    return new CellType.Whole(minimum, node.get("max").number(minimum, Long.MAX_VALUE));
  }

  private static CellType decimal(YamlNode node) {
    node.keys(Set.of("name", "type", "precision", "scale"), NOTES);
    int precision = node.get("precision").integer(1, MAX_DECIMAL_DIGITS);
    return new CellType.Decimal(precision, node.get("scale").integer(0, precision - 1));
  }

  private static CellType text(YamlNode node) {
    node.keys(Set.of("name", "type", "max"), NOTES);
    return new CellType.Text(node.get("max").integer(1, 10_000));
  }

  private static int index(YamlNode node, List<String> names) {
    return names.indexOf(node.oneOf(names));
  }

  private static List<Integer> indexes(YamlNode node, List<String> names) {
    return node.items(each -> index(each, names));
  }

  private static List<Integer> key(
      YamlNode node, List<CsvFormat.Column> columns, List<String> names) {
    List<Integer> key = indexes(node, names);
    long size = 1;
    for (int each : key) {
      CsvFormat.Column column = columns.get(each);
      size = Math.min(size * column.type().distinct(), CsvFormat.MAX_KEYS + 1);
      if (size == 0 || column.optional()) {
        throw node.problem(
            "column " + column.name() + " in a key", "mandatory columns of type REGION6 or CODE");
      }
    }
    if (size > CsvFormat.MAX_KEYS) {
      throw node.problem("a key of too many values", "at most " + CsvFormat.MAX_KEYS);
    }
    return key;
  }

  private static CsvFormat.AtMost atMost(
      YamlNode node, List<CsvFormat.Column> columns, List<String> names) {
    List<Integer> pair = indexes(node, names);
    if (pair.size() != 2
        || !comparable(columns.get(pair.get(0)).type(), columns.get(pair.get(1)).type())) {
      throw node.problem(
          "columns that cannot be compared",
          "two INTEGER columns or two DECIMAL ones of one scale");
    }
    return new CsvFormat.AtMost(pair.get(0), pair.get(1));
  }

  private static boolean comparable(CellType one, CellType other) {
    if (one instanceof CellType.Decimal decimal) {
      return other instanceof CellType.Decimal second && decimal.scale() == second.scale();
    }
    if (one instanceof CellType.Signed signed) {
      return other instanceof CellType.Signed second && signed.scale() == second.scale();
    }
    return one instanceof CellType.Whole && other instanceof CellType.Whole;
  }
}
