package io.kanhe.catalogue;

/**
 * One field of a format: an element, an attribute (its name begins with {@code @}) or a column.
 *
 * @param path local names joined by {@code /}, without the root
 * @param type as the schema names it; empty for an element that only holds others
 * @param personalDataClass 0 none to 4 police-restricted
 */
public record Field(
    String path,
    String nameZh,
    String nameEn,
    String type,
    boolean optional,
    boolean repeated,
    int personalDataClass,
    Notes notes) {

  /**
   * What a field may carry besides; empty where it does not.
   *
   * @param list code list
   * @param mask how it is shown to others than the parties, a code of KL-50 (domain 4.3)
   * @param element id of the data element in JR/T 0033
   */
  public record Notes(String unit, String list, String mask, String element, String example) {}
}
