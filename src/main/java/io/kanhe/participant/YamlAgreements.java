package io.kanhe.participant;

import io.kanhe.platform.yaml.YamlNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Agreements as read from {@code config/agreements.yaml}. Immutable. */
final class YamlAgreements implements Agreements {

  private static final Set<String> KEYS =
      Set.of(
          "id",
          "service",
          "sender",
          "recipients",
          "purposes",
          "legalBases",
          "validFrom",
          "validUntil");
  private static final Pattern ID = Pattern.compile("[A-Z0-9][A-Z0-9-]{2,39}");
  private static final Pattern SERVICE = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z][a-z0-9-]*)+");

  private final List<Agreement> all;
  private final Map<Subject, List<Agreement>> bySubject = new HashMap<>();

  private record Subject(ParticipantId sender, String serviceId) {}

  private YamlAgreements(List<Agreement> all) {
    this.all = List.copyOf(all);
    for (Agreement each : all) {
      bySubject
          .computeIfAbsent(new Subject(each.sender(), each.serviceId()), key -> new ArrayList<>())
          .add(each);
    }
  }

  /**
   * @throws io.kanhe.platform.KanheException 5006 CONFIGURATION_INVALID with every problem of the
   *     file
   */
  static YamlAgreements read(YamlNode root, ParticipantRegistry registry) {
    root.keys(Set.of("agreements"), Set.of());
    Set<String> ids = new LinkedHashSet<>();
    return new YamlAgreements(
        root.get("agreements")
            .items(
                node -> {
                  Agreement agreement = agreement(node, registry);
                  if (!ids.add(agreement.id())) {
                    throw node.get("id")
                        .problem(
                            "agreement '" + agreement.id() + "' a second time", "an id of its own");
                  }
                  return agreement;
                }));
  }

  private static Agreement agreement(YamlNode node, ParticipantRegistry registry) {
    node.keys(KEYS, Set.of());
    LocalDate from = node.get("validFrom").date();
    LocalDate until = node.get("validUntil").date();
    if (until.isBefore(from)) {
      throw node.get("validUntil")
          .problem("validUntil " + until, "a day not before validFrom " + from);
    }
    return new Agreement(
        node.get("id").matching(ID, "3 to 40 of A-Z, 0-9 and -"),
        node.get("service").matching(SERVICE, "a service id as ew.alert"),
        participant(node.get("sender"), registry),
        Set.copyOf(node.get("recipients").items(each -> participant(each, registry))),
        Set.copyOf(node.get("purposes").items(each -> each.oneOf(Purpose.codes()))),
        Set.copyOf(node.get("legalBases").items(each -> each.oneOf(LegalBasis.codes()))),
        from,
        until);
  }

  private static ParticipantId participant(YamlNode node, ParticipantRegistry registry) {
    ParticipantId id = node.as(ParticipantId::new, "the id of a participant");
    if (registry.byId(id).isEmpty()) {
      throw node.problem("unknown participant '" + id + "'", "one with a file in participants/");
    }
    return id;
  }

  @Override
  public List<Agreement> all() {
    return all;
  }

  @Override
  public List<Agreement> inForce(ParticipantId sender, String serviceId, LocalDate day) {
    return bySubject.getOrDefault(new Subject(sender, serviceId), List.of()).stream()
        .filter(each -> each.isInForce(day))
        .toList();
  }

  @Override
  public boolean allows(
      ParticipantId sender, String serviceId, ParticipantId recipient, LocalDate day) {
    return bySubject.getOrDefault(new Subject(sender, serviceId), List.of()).stream()
        .anyMatch(each -> each.isInForce(day) && each.recipients().contains(recipient));
  }

  @Override
  public String toString() {
    return "YamlAgreements[" + all.size() + "]";
  }
}
