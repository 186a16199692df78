package io.kanhe.catalogue;

import io.kanhe.message.Direction;
import java.util.List;
import java.util.Set;

/**
 * One kind of exchange, as described in {@code config/catalogue/<id>.yaml}.
 *
 * @param personalDataClass 0 none to 4 police-restricted (domain 1.2)
 * @param purposes the purposes of CL-18 for which the service may be used at all (domain 4.2)
 */
public record Service(
    String id,
    String version,
    String nameZh,
    String nameEn,
    int personalDataClass,
    Set<String> purposes,
    List<Operation> operations) {

  public Service {
    purposes = Set.copyOf(purposes);
    operations = List.copyOf(operations);
  }

  /**
   * @param maxBytes largest payload
   * @param formats accepted forms of the payload; the first whose root element (XML) or media type
   *     (CSV) fits is used
   */
  public record Operation(
      String name, Set<Direction> directions, long maxBytes, List<Format> formats) {

    public Operation {
      directions = Set.copyOf(directions);
      formats = List.copyOf(formats);
    }
  }

  /**
   * @param name for instance {@code cap-cn} or {@code native}
   * @param kind {@code XML} by XSD or {@code CSV} by a column list
   */
  public record Format(String name, Kind kind, Contract contract) {}

  public enum Kind {
    XML,
    CSV
  }
}
