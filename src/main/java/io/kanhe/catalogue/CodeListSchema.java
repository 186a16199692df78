package io.kanhe.catalogue;

import java.util.Map;

/**
 * The code lists as XML Schema: one type for each list, named as the list. Made when the catalogue
 * is read, so that a list changes in one place; the file of the same name in {@code
 * config/catalogue/} is its copy for partners' own tools.
 */
final class CodeListSchema {

  static final String FILE = "kanhe-codes-1.0.xsd";
  static final String NAMESPACE = "urn:kanhe:codes:1.0";

  private CodeListSchema() {}

  static String of(CodeLists lists) {
    StringBuilder xsd =
        new StringBuilder(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- Made from code-lists.yaml: change it there. -->
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:kanhe:codes:1.0"
                elementFormDefault="qualified" blockDefault="#all" version="1.0">
            """);
    lists.all().forEach(list -> add(xsd, list));
    return xsd.append("</xs:schema>\n").toString();
  }

  private static void add(StringBuilder xsd, CodeLists.CodeList list) {
    xsd.append("\n  <xs:simpleType name=\"").append(list.id()).append("\">\n");
    xsd.append("    <xs:annotation><xs:documentation>a code of list ")
        .append(list.id())
        .append("</xs:documentation></xs:annotation>\n");
    xsd.append("    <!-- ").append(label(list.name())).append(" -->\n");
    xsd.append("    <xs:restriction base=\"xs:token\">\n");
    for (Map.Entry<String, CodeLists.Label> each : list.codes().entrySet()) {
      xsd.append("      <xs:enumeration value=\"").append(each.getKey()).append("\"/> <!-- ");
      xsd.append(label(each.getValue())).append(" -->\n");
    }
    xsd.append("    </xs:restriction>\n  </xs:simpleType>\n");
  }

  /** Inside a comment: two hyphens would end it. */
  private static String label(CodeLists.Label label) {
    return (label.zh() + " / " + label.en()).replace("--", "- -");
  }
}
