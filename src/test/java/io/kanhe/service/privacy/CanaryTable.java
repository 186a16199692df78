package io.kanhe.service.privacy;

import io.kanhe.message.Direction;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.participant.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The table of domain 4.3 written down a second time, by the names of fields and with nothing taken
 * from the code that masks: what a reader may see of a document.
 */
public final class CanaryTable {

  private static final Set<Role> CLASS_4 =
      EnumSet.of(Role.POLICE_TRAFFIC, Role.POLICE_SECURITY, Role.POLICE_ECON);

  /** Who sees a field whole when it is told, and the form in which all others see it. */
  enum Rule {
    /** The own insurer; first and last letter. */
    NAME("|.?\\*+.?|[^*]\\*[^*]"),
    /** Nobody; six and four. */
    ID("|[0-9]{6}\\*{8}[0-9X]{4}|\\*+"),
    MOBILE("|[0-9]{3}\\*{4}[0-9]{4}|\\*+"),
    /** The insurer of the party; place and two. */
    PLATE("|.{2}·\\*+.{2}"),
    VIN("|\\*+.{6}|\\*+"),
    /** Insurers that handle the claim; county and road, no number. */
    PLACE("[^0-9０-９]*"),
    /** Nobody. */
    GONE(""),
    /** Readers of class 4; no number of a person, telephone or vehicle. */
    TEXT("(?s)(?!.*(?:[0-9０-９]{11}|[\\u4e00-\\u9fa5][A-ZＡ-Ｚ]·?[0-9A-Z０-９Ａ-Ｚ]{5})).*");

    private final Pattern covered;

    Rule(String covered) {
      this.covered = Pattern.compile(covered);
    }
  }

  private static final Map<String, Rule> BY_NAME = new LinkedHashMap<>();

  static {
    rule(Rule.NAME, "driverName", "reporter/name", "complainant/name", "subject", "ownerName");
    rule(Rule.NAME, "farmName", "ResidenceVerifyRequest/name");
    rule(Rule.ID, "idNo", "driverIdNo", "subjectIdNo");
    rule(Rule.MOBILE, "phone");
    rule(Rule.PLATE, "plateNo", "vehiclePlate");
    rule(Rule.VIN, "vin", "engineNo");
    rule(Rule.PLACE, "location");
    rule(Rule.GONE, "evidence/item/uri", "evidence/photo/uri", "vetCode");
    rule(Rule.GONE, "position/lon", "position/lat");
    rule(Rule.GONE, "alert/info/senderName", "epicentreTown", "commander", "preparedBy");
    rule(Rule.TEXT, "conclusion", "factSummary", "indicator/text", "event/note", "CaseEvent/note");
    rule(Rule.TEXT, "experience", "problem", "suggestion");
  }

  private CanaryTable() {}

  private static void rule(Rule rule, String... names) {
    for (String name : names) {
      BY_NAME.put("/" + name, rule);
    }
  }

  /** The rule of a field; {@code path} begins with the root. */
  static Optional<Rule> rule(XmlElement root, String path) {
    // The sender of a CAP alert is an organisation; in the national form the name is a person's.
    boolean isCap = root.localName().equals("alert") && !root.namespace().isEmpty();
    return isCap ? Optional.empty() : rule(path);
  }

  static Optional<Rule> rule(String path) {
    return BY_NAME.entrySet().stream()
        .filter(each -> ("/" + path).endsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Paths of the fields of which the reader sees more than the table allows. */
  public static Set<String> seenTooMuch(
      XmlElement root, Direction direction, Role role, String uscc) {
    Set<String> seen = new TreeSet<>();
    if (direction != Direction.REQUEST) {
      walk(root, root.localName(), role, uscc, seen);
    }
    return seen;
  }

  /** Paths of fields under a rule whose value turned up whole where no field holds it alone. */
  public static Set<String> strayed(String text, Iterable<Canary> canaries) {
    Set<String> strayed = new TreeSet<>();
    for (Canary canary : canaries) {
      boolean alone = text.contains(">" + canary.value() + "<");
      if (rule(canary.path()).isPresent() && text.contains(canary.value()) && !alone) {
        strayed.add(canary.path());
      }
    }
    return strayed;
  }

  private static void walk(
      XmlElement element, String path, Role role, String uscc, Set<String> seen) {
    rule(rootOf(element), path)
        .filter(rule -> element.elements().isEmpty())
        .filter(rule -> !rule.covered.matcher(element.token()).matches())
        .filter(rule -> !maySeeWhole(rule, element, role, uscc))
        .ifPresent(rule -> seen.add(path));
    for (XmlElement child : element.elements()) {
      walk(child, path + "/" + child.localName(), role, uscc, seen);
    }
  }

  private static boolean maySeeWhole(Rule rule, XmlElement element, Role role, String uscc) {
    return switch (rule) {
      case ID, GONE -> false;
      case TEXT -> CLASS_4.contains(role);
      case PLACE -> role == Role.INSURER && insurers(rootOf(element)).contains(uscc);
      case NAME, MOBILE, PLATE, VIN -> role == Role.INSURER && owners(element).contains(uscc);
    };
  }

  /** The insurers of the part around a field: the nearest around it that names any. */
  static Set<String> owners(XmlElement element) {
    for (XmlElement around = element.parent(); around != null; around = around.parent()) {
      Set<String> named = new TreeSet<>();
      for (XmlElement child : around.elements()) {
        if (Set.of("ctpInsurer", "insurer").contains(child.localName())) {
          named.add(child.token());
        } else if (child.localName().equals("insurance")) {
          named.addAll(insurers(child));
        }
      }
      if (!named.isEmpty()) {
        return named;
      }
    }
    return Set.of();
  }

  private static Set<String> insurers(XmlElement element) {
    Set<String> all = new TreeSet<>();
    List<XmlElement> open = new ArrayList<>(List.of(element));
    while (!open.isEmpty()) {
      XmlElement next = open.remove(open.size() - 1);
      if (Set.of("ctpInsurer", "insurer").contains(next.localName())) {
        all.add(next.token());
      }
      open.addAll(next.elements());
    }
    return all;
  }

  private static XmlElement rootOf(XmlElement element) {
    XmlElement root = element;
    for (XmlElement up = element.parent(); up != null; up = up.parent()) {
      root = up;
    }
    return root;
  }
}
