package io.kanhe.catalogue;

import io.kanhe.message.Direction;
import io.kanhe.participant.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes {@code docs/services.md} from the catalogue: one source for contract, masking and what
 * people read. For one use; not thread-safe.
 */
final class ServicesDocument {

  private static final List<String> CLASSES =
      List.of(
          "0 no persons",
          "1 business secret",
          "2 personal information",
          "3 sensitive personal information",
          "4 restricted to the police, and sensitive");
  private static final Map<Service.Mode, String> MODES =
      Map.of(
          Service.Mode.S, "S, query with the answer awaited",
          Service.Mode.P, "P, push of an event",
          Service.Mode.B, "B, batch",
          Service.Mode.A, "A, request with an answer later");

  private final CodeLists lists;
  private final StringBuilder out = new StringBuilder();
  private final FieldTables tables = new FieldTables();

  ServicesDocument(CodeLists lists) {
    this.lists = lists;
  }

  String write(List<Mechanism> mechanisms, List<Service> services) {
    line("# Services");
    line("");
    line(
        "Written from `config/catalogue/` by `./kanhe docs services --output docs/services.md`. Do");
    line("not edit: change the catalogue and write it again.");
    line("");
    line("1. [What the notice asks for](#what-the-notice-asks-for)");
    line("2. [Services](#the-services)");
    line("3. [Code lists](#code-lists)");
    line("4. [Types](#types)");
    line("");
    mechanisms(mechanisms);
    overview(services);
    services.forEach(this::service);
    codeLists();
    types();
    return out.toString();
  }

  /** One service with the types that it uses, for who uses no other. */
  String describe(Service service) {
    service(service);
    types();
    return out.toString();
  }

  private void mechanisms(List<Mechanism> mechanisms) {
    line("## What the notice asks for");
    line("");
    line("保监厅发〔2009〕39号, row by row, and what serves it.");
    line("");
    line("| no. | mechanism | services | what they do, or why no exchange is needed |");
    line("|---|---|---|---|");
    for (Mechanism each : mechanisms) {
      row(
          Integer.toString(each.number()),
          each.name().zh() + " · " + each.name().en(),
          each.services().isEmpty() ? "none" : joined(each.services(), this::linked),
          each.note());
    }
    line("");
  }

  private void overview(List<Service> services) {
    line("## The services");
    line("");
    line("| service | 中文 | English | modes | class |");
    line("|---|---|---|---|---|");
    for (Service each : services) {
      row(
          linked(each.id()),
          each.nameZh(),
          each.nameEn(),
          each.operations().stream()
              .map(operation -> operation.mode().name())
              .distinct()
              .sorted()
              .collect(Collectors.joining(" ")),
          Integer.toString(each.personalDataClass()));
    }
    line("");
    line("How to read the tables of fields: *field* is the path of an element or attribute (`@`)");
    line(
        "below the root, or a column; *times* how often it stands in what holds it; *class* is that");
    line(
        "of the personal data (0 to 4, as above); *mask* is how consumers other than the parties see");
    line("it (list KL-50). Types and lists are at the end.");
    line("");
  }

  private void service(Service service) {
    Service.Terms terms = service.terms();
    tables.forget();
    line("### " + service.id());
    line("");
    line(service.nameZh() + " · " + service.nameEn() + ", version " + service.version());
    line("");
    line("- From " + roles(terms.providers()) + " to " + roles(terms.consumers()) + ".");
    line("- Class " + CLASSES.get(service.personalDataClass()) + ".");
    line("- Purposes: " + codes("CL-18", service.purposes(), "any") + ".");
    line("- Legal bases: " + codes("CL-19", terms.legalBases(), "any") + ".");
    Duration latency = terms.latency();
    if (latency != null) {
      line("- Planned to reach its recipients within " + words(latency) + ".");
    }
    line("- " + retention(service.retention()));
    line("");
    service.operations().forEach(this::operation);
  }

  private static String retention(Retention retention) {
    if (retention instanceof Retention.UntilAcknowledged until) {
      return "Bodies are stored until every recipient has acknowledged"
          + (until.after().isZero() ? "." : ", and " + words(until.after()) + " longer.");
    }
    return "Bodies are stored for " + words(((Retention.Age) retention).age()) + ".";
  }

  private void parties(Service.Parties parties) {
    if (!parties.senders().isEmpty()) {
      line("- Sent by nobody but " + roles(parties.senders()) + ".");
    }
    if (!parties.receivers().isEmpty()) {
      line("- Received by " + roles(parties.receivers()) + ".");
    }
  }

  private void operation(Service.Operation operation) {
    line("#### Operation `" + operation.name() + "`");
    line("");
    Duration deadline = operation.deadline();
    line(
        "- "
            + Arrays.stream(Direction.values())
                .filter(operation.directions()::contains)
                .map(Direction::name)
                .collect(Collectors.joining(", "))
            + "; mode "
            + MODES.get(operation.mode())
            + (deadline == null ? "" : " for at most " + words(deadline))
            + "; at most "
            + size(operation.maxBytes())
            + ".");
    parties(operation.parties());
    privacy(operation.privacy());
    Service.Encryption encryption = operation.encryption();
    if (encryption.demand() != Service.Encryption.Demand.none) {
      line(
          "- `"
              + encryption.element()
              + "` is encrypted ("
              + encryption.demand()
              + ") to "
              + (encryption.readers().isEmpty()
                  ? "every receiver but the gateway"
                  : roles(encryption.readers()))
              + ".");
    }
    line("");
    operation.formats().forEach(each -> out.append(tables.table(operation, each)));
  }

  private void privacy(Service.Privacy privacy) {
    if (privacy.personalDataClass() != null) {
      line("- Class " + CLASSES.get(privacy.personalDataClass()) + ", for this operation.");
    }
    if (!privacy.purposes().isEmpty()) {
      line("- Purposes of this operation: " + codes("CL-18", privacy.purposes(), "any") + ".");
    }
    if (privacy.subject() != null) {
      line("- Asks about the person in `" + privacy.subject() + "`; the disclosure is listed.");
    }
    if (privacy.consent() == Service.ConsentRule.ALWAYS) {
      line("- A consent in force is needed, whatever the legal basis.");
    } else if (privacy.subject() != null) {
      line("- A consent in force is needed with the legal basis LB-CONSENT.");
    }
    if (privacy.queriesPerOperator() > 0) {
      line("- At most " + privacy.queriesPerOperator() + " questions of one operator a day.");
    }
  }

  private void codeLists() {
    line("## Code lists");
    line("");
    line(
        "CL-01 is `config/catalogue/regions.csv`: region codes with the days between which they are");
    line("valid and what came after them. The others are `config/catalogue/code-lists.yaml`.");
    line("");
    for (CodeLists.CodeList list : lists.all()) {
      line("### " + list.id() + " " + list.name().zh() + " · " + list.name().en());
      line("");
      line("| code | 中文 | English |");
      line("|---|---|---|");
      list.codes().forEach((code, label) -> row("`" + code + "`", label.zh(), label.en()));
      line("");
    }
  }

  private void types() {
    line("## Types");
    line("");
    line("Types whose names say less than is checked. `CL-` and `KL-` types are the code lists.");
    line("");
    line("| type | a value is |");
    line("|---|---|");
    tables.types().forEach((type, words) -> row("`" + type + "`", words));
  }

  private String roles(Set<Role> roles) {
    return roles.isEmpty()
        ? "anybody"
        : Arrays.stream(Role.values())
            .filter(roles::contains)
            .map(
                role ->
                    lists
                        .label("CL-02", role.name())
                        .map(label -> role + " " + label.zh())
                        .orElse(role.name()))
            .collect(Collectors.joining(", "));
  }

  private String codes(String list, Set<String> codes, String none) {
    if (codes.isEmpty()) {
      return none;
    }
    Map<String, CodeLists.Label> labels = new LinkedHashMap<>();
    codes.stream()
        .sorted()
        .forEach(code -> labels.put(code, lists.label(list, code).orElseThrow()));
    return joined(
        labels.entrySet(),
        each -> each.getKey() + " " + each.getValue().zh() + " (" + each.getValue().en() + ")");
  }

  /** As GitHub makes anchors: dots fall away. */
  private String linked(String service) {
    return "[`" + service + "`](#" + service.replace(".", "") + ")";
  }

  private static String words(Duration duration) {
    if (duration.toDays() > 3 && duration.toSeconds() % 86_400 == 0) {
      return duration.toDays() + " days";
    }
    if (duration.toSeconds() % 3600 == 0) {
      return duration.toHours() + " h";
    }
    if (duration.toSeconds() % 60 == 0) {
      return duration.toMinutes() + " min";
    }
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  private static String size(long bytes) {
    return bytes % (1 << 20) == 0 ? (bytes >> 20) + " MB" : (bytes >> 10) + " KB";
  }

  private static <T> String joined(Collection<T> values, Function<T, String> text) {
    return values.stream().map(text).collect(Collectors.joining(", "));
  }

  private void row(String... cells) {
    line(FieldTables.row(cells));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
