package io.kanhe.catalogue;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns what the validator reports into a code and our own words. The validator's text holds the
 * offending value, which may be personal, so only words that come from the schema are taken out of
 * it: a name of one of its elements, of one of its types, or an enumeration at the end of the text,
 * where no value can stand.
 */
final class SchemaErrors {

  private static final int LONGEST_ENUMERATION = 240;
  private static final Pattern NAME = Pattern.compile("(?:\"[^\"]*\":)?([A-Za-z][A-Za-z0-9]*)");
  private static final Pattern TYPE =
      Pattern.compile("(?:type '|valid value for ')([A-Za-z#_][A-Za-z0-9#_-]*)'");
  private static final Map<String, String> BUILT_IN =
      Map.of(
          "dateTime", "a date and time",
          "date", "a date",
          "decimal", "a decimal number",
          "long", "a whole number",
          "integer", "a whole number",
          "boolean", "true or false",
          "language", "a language tag as zh-CN",
          "anyURI", "a URI");

  private static final String OF_LISTS = "a code of list ";

  private static final List<String> ATTRIBUTES =
      List.of("cvc-complex-type.3", "cvc-complex-type.4", "cvc-type.3.1.1", "cvc-elt.3");

  private final CompiledSchema schema;

  SchemaErrors(CompiledSchema schema) {
    this.schema = schema;
  }

  /**
   * @param elementType name of the type of the element at {@code path}, empty if it has none
   */
  KanheException translate(String path, String elementType, String report) {
    String key = report.contains(":") ? report.substring(0, report.indexOf(':')) : report;
    if (key.equals("cvc-enumeration-valid")) {
      return new KanheException(
          ErrorCode.CODE_UNKNOWN,
          path + ": found a value outside its code list, expected " + enumeration(report));
    }
    if (key.startsWith("cvc-elt.1")) {
      return violated(path, "another root element", "that of the format");
    }
    if (key.startsWith("cvc-complex-type.2.4.b")) {
      return violated(path, "too few elements", expectedElements(report));
    }
    if (key.startsWith("cvc-complex-type.2.4.d")) {
      return violated(path, "an element too many", "the end of " + parent(path));
    }
    if (key.startsWith("cvc-complex-type.2.4")) {
      return violated(path, "an element out of place", expectedElements(report));
    }
    if (key.startsWith("cvc-complex-type.2.3")) {
      return violated(path, "text between elements", "elements only");
    }
    if (ATTRIBUTES.stream().anyMatch(key::startsWith)) {
      return violated(
          path, "an attribute missing or not known here", "the attributes of the schema only");
    }
    if (key.startsWith("cvc-elt.4") || key.startsWith("cvc-elt.5")) {
      return violated(path, "a type put in place of the declared one", "no xsi:type");
    }
    String expected = type(elementType, report);
    if (expected.startsWith(OF_LISTS)) {
      // A union of lists: the report says that no member fits, not that the code is unknown.
      return new KanheException(
          ErrorCode.CODE_UNKNOWN,
          path + ": found a value outside its code lists, expected " + expected);
    }
    return violated(path, "a value of another form", expected);
  }

  private static KanheException violated(String path, String found, String expected) {
    return new KanheException(
        ErrorCode.CONTRACT_VIOLATED, path + ": found " + found + ", expected " + expected);
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  private String expectedElements(String report) {
    int from = report.lastIndexOf("One of '{");
    int to = report.lastIndexOf("}' is expected");
    List<String> names = new ArrayList<>();
    if (from >= 0 && to > from) {
      for (String each : report.substring(from + 9, to).split(", ")) {
        Matcher name = NAME.matcher(each.strip());
        if (name.matches() && schema.hasElement(name.group(1)) && !names.contains(name.group(1))) {
          names.add(name.group(1));
        }
      }
    }
    return names.isEmpty() ? "the order of the schema" : "one of " + names;
  }

  private static String enumeration(String report) {
    int from = report.lastIndexOf("enumeration '[");
    int to = report.lastIndexOf("]'");
    if (from < 0 || to < from || to - from > LONGEST_ENUMERATION) {
      return "a value of the list in the schema";
    }
    return "one of " + report.substring(from + 13, to + 1);
  }

  private String type(String elementType, String report) {
    Matcher matcher = TYPE.matcher(report);
    String name = elementType;
    while (matcher.find()) {
      name = matcher.group(1);
    }
    String words = schema.words(name);
    return words != null ? words : BUILT_IN.getOrDefault(name, "the form that the schema gives");
  }
}
