package io.kanhe.catalogue;

import io.kanhe.platform.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One thing that the notice of 2009 asks for, as read from {@code
 * config/catalogue/mechanisms.yaml}.
 *
 * @param services those that serve it; empty where no exchange is needed
 * @param note what the services do for it, or why no exchange is needed
 */
record Mechanism(int number, CodeLists.Label name, List<String> services, String note) {

  static final String FILE = "mechanisms.yaml";
  static final int COUNT = 40;

  Mechanism {
    services = List.copyOf(services);
  }

  /**
   * @throws io.kanhe.platform.KanheException 5006 CONFIGURATION_INVALID, also for a row that no
   *     service of the catalogue covers and that gives no reason
   */
  static List<Mechanism> read(Path folder, Path home, Catalogue catalogue) {
    YamlNode root = YamlNode.read(folder.resolve(FILE), home).keys(Set.of("mechanisms"), Set.of());
    Set<String> known = new HashSet<>();
    catalogue.all().forEach(each -> known.add(each.id()));
    List<Mechanism> mechanisms = new ArrayList<>();
    YamlNode.Problems problems = new YamlNode.Problems();
    List<YamlNode> rows = root.get("mechanisms").items();
    for (int i = 0; i < rows.size(); i++) {
      YamlNode row = rows.get(i);
      int number = i + 1;
      problems.attempt(() -> row(row, number, known)).ifPresent(mechanisms::add);
    }
    problems.throwIfAny();
    if (mechanisms.size() != COUNT) {
      throw root.get("mechanisms").problem(mechanisms.size() + " rows", COUNT + " rows");
    }
    return List.copyOf(mechanisms);
  }

  private static Mechanism row(YamlNode row, int number, Set<String> known) {
    row.keys(Set.of("no", "names"), Set.of("services", "note", "reason"));
    if (row.get("no").integer(1, COUNT) != number) {
      throw row.get("no").problem("no " + row.get("no").text(), "no " + number);
    }
    CodeLists.Label name = CodeLists.label(row.get("names"));
    if (row.find("reason").isPresent()) {
      if (row.find("services").isPresent() || row.find("note").isPresent()) {
        throw row.problem("services or note beside reason", "either services or a reason");
      }
      return new Mechanism(number, name, List.of(), row.get("reason").text());
    }
    List<String> services = row.get("services").items(each -> each.oneOf(known));
    if (services.isEmpty()) {
      throw row.get("services").problem("an empty list", "a service, or a reason");
    }
    return new Mechanism(number, name, services, row.get("note").text());
  }
}
