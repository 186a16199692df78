package io.kanhe.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Samples;
import io.kanhe.catalogue.TestCatalogue;
import io.kanhe.message.Direction;
import io.kanhe.participant.Agreement;
import io.kanhe.participant.ConfiguredPartners;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What the gateway says of itself, as an answer in a route or when a term runs out, needs an
 * agreement of the gateway with each receiver: without it the message reaches nobody, and only the
 * log would say so.
 */
class GatewayAgreementsTest {

  private static final Path CONFIG = Path.of("config").toAbsolutePath();
  private static final Catalogue CATALOGUE = TestCatalogue.ofRepository();
  private static final ConfiguredPartners PARTNERS = ConfiguredPartners.read(CONFIG);
  private static final ParticipantId GATEWAY = PARTNERS.registry().gateway().id();

  /**
   * Said when a clock or a comparison brings it about; its receivers stand in its header.
   *
   * @param to roles of those to whom the gateway addresses it
   */
  private record Own(String service, String operation, String purpose, String basis, Role... to) {}

  /** It writes no motor business. */
  private static final Set<String> NO_PART = Set.of("ps.mutual-collision insurer-c");

  private static final List<Own> OWN =
      List.of(
          new Own("ah.disposal", "notice", "P03", "LB-LAW-AGRI", Role.HUSBANDRY),
          new Own("ew.alert", "notice", "P04", "LB-PUBLIC", Role.MET, Role.WATER, Role.EMERGENCY),
          new Own("fraud.lead", "indicator", "P08", "LB-LAW", Role.INSURER, Role.REGULATOR_LOCAL),
          new Own("fraud.lead", "overdue", "P08", "LB-LAW", Role.INSURER, Role.POLICE_ECON),
          new Own("ins.claim", "notice", "P07", "LB-SUPERV", Role.INSURER, Role.REGULATOR_LOCAL),
          new Own("met.proof", "notice", "P01", "LB-CONTRACT", Role.INSURER, Role.MET),
          new Own("ps.mutual-collision", "notice", "P01", "LB-CONTRACT", Role.INSURER),
          new Own(
              "reg.case",
              "notice",
              "P07",
              "LB-SUPERV",
              Role.INSURER,
              Role.MEDIATION,
              Role.REGULATOR_LOCAL,
              Role.POLITICAL_LEGAL));

  /** Something of the gateway's and a participant that should get it. */
  private record Word(String what, String service, ParticipantId to) {}

  private record Sending(String service, String operation, String with, String made, String to) {}

  @Test
  void nothingThatTheGatewaySaysReachesNobody() throws IOException {
    Set<Word> words = words();
    assertThat(words).hasSizeGreaterThan(50);
    assertThat(unheard(words, PARTNERS.agreements().all())).isEmpty();
  }

  @Test
  void everyAgreementOfTheGatewayIsMissedWhenItIsTakenOut() throws IOException {
    Set<Word> words = words();
    List<Agreement> own =
        PARTNERS.agreements().all().stream().filter(each -> each.sender().equals(GATEWAY)).toList();
    assertThat(own).hasSizeGreaterThan(10);
    for (Agreement each : own) {
      List<Agreement> rest = new ArrayList<>(PARTNERS.agreements().all());
      rest.remove(each);
      assertThat(unheard(words, rest)).as(each.id()).isNotEmpty();
    }
  }

  @Test
  void itsOwnMessagesAreAllowedForTheirPurposeAndBasis() {
    for (Own own : OWN) {
      assertThat(PARTNERS.agreements().all())
          .as(own.service() + " " + own.operation())
          .anyMatch(
              each ->
                  each.sender().equals(GATEWAY)
                      && each.serviceId().equals(own.service())
                      && each.purposes().contains(own.purpose())
                      && each.legalBases().contains(own.basis()));
    }
  }

  /** Samples in the gateway's name: answers of routes, answers to queries, and the list above. */
  @Test
  @SuppressWarnings("unchecked")
  void theListOfItsOwnMessagesIsWhole() throws IOException {
    Map<String, Object> senders =
        (Map<String, Object>) yaml(CONFIG.resolve("catalogue/samples/senders.yaml"));
    Collection<String> files =
        ((Map<String, Collection<String>>) senders.get("senders")).get(GATEWAY.value());
    Set<String> said =
        Samples.of(CATALOGUE).stream()
            .filter(sample -> files.contains(sample.name()))
            .filter(sample -> sample.header().direction() != Direction.RESPONSE)
            .map(sample -> sample.header().serviceId() + " " + sample.header().operation())
            .collect(Collectors.toCollection(TreeSet::new));
    sendings().stream()
        .filter(each -> each.with() != null && !each.made().equals(each.operation()))
        .forEach(each -> said.remove(each.service() + " " + each.made()));
    assertThat(said)
        .isEqualTo(
            OWN.stream()
                .map(own -> own.service() + " " + own.operation())
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static Set<String> unheard(Set<Word> words, List<Agreement> agreements) {
    return words.stream()
        .filter(
            word ->
                agreements.stream()
                    .noneMatch(
                        each ->
                            each.sender().equals(GATEWAY)
                                && each.serviceId().equals(word.service())
                                && each.recipients().contains(word.to())))
        .map(word -> word.what() + " to " + word.to())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Word> words() throws IOException {
    Set<Word> words = new java.util.LinkedHashSet<>();
    for (Sending each : sendings()) {
      List<Own> own =
          OWN.stream()
              .filter(it -> it.service().equals(each.service()))
              .filter(it -> it.operation().equals(each.operation()))
              .toList();
      if (each.to().equals("asker") || (own.isEmpty() && each.made().equals(each.operation()))) {
        continue; // answers go under the asker's agreement, the rest under the sender's
      }
      Set<Role> addressed =
          own.stream().flatMap(it -> Stream.of(it.to())).collect(Collectors.toSet());
      for (Participant one : partners()) {
        boolean meant =
            each.to().equals("addressed")
                ? addressed.contains(one.role())
                : List.of(each.to().split(",")).contains("role:" + one.role())
                    || List.of(each.to().split(",")).contains(one.id().value());
        if (meant && !NO_PART.contains(each.service() + " " + one.id())) {
          words.add(new Word(each.service() + " " + each.made(), each.service(), one.id()));
        }
      }
    }
    return words;
  }

  /** Without an insurer that is there to be refused: it has no agreement at all. */
  private static List<Participant> partners() {
    return PARTNERS.registry().all().stream()
        .filter(each -> each.role() != Role.GATEWAY && !each.id().value().equals("broker-x"))
        .toList();
  }

  /** Every {@code kanhe:deliver} and {@code kanhe:answer} of the route files. */
  private static List<Sending> sendings() throws IOException {
    List<Sending> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList()) {
        for (Object route : (Collection<?>) yaml(file)) {
          Map<?, ?> from = (Map<?, ?>) ((Map<?, ?>) ((Map<?, ?>) route).get("route")).get("from");
          collect(from.get("steps"), (Map<?, ?>) from.get("parameters"), all);
        }
      }
    }
    assertThat(all).hasSizeGreaterThan(30);
    return all;
  }

  private static void collect(Object node, Map<?, ?> accepted, List<Sending> all)
      throws IOException {
    if (node instanceof Collection<?> items) {
      for (Object each : items) {
        collect(each, accepted, all);
      }
    } else if (node instanceof Map<?, ?> fields) {
      if (Set.of("kanhe:answer", "kanhe:deliver").contains(String.valueOf(fields.get("uri")))) {
        all.add(sending((Map<?, ?>) fields.get("parameters"), accepted));
      }
      for (Object each : fields.values()) {
        collect(each, accepted, all);
      }
    }
  }

  private static Sending sending(Map<?, ?> step, Map<?, ?> accepted) throws IOException {
    String operation = String.valueOf(accepted.get("operation"));
    String with = (String) step.get("with");
    String made =
        with == null ? Objects.toString(step.get("operation"), operation) : operationOf(with);
    return new Sending(
        String.valueOf(accepted.get("service")),
        operation,
        with,
        made,
        String.valueOf(step.get("to")).replace(" ", ""));
  }

  /** From the source of the answer, where both names stand side by side. */
  private static String operationOf(String answer) throws IOException {
    Pattern pair = Pattern.compile("\"" + answer + "\",\\s*\"([a-z-]+)\"");
    Pattern method = Pattern.compile("String operation\\(\\) \\{\\s*return \"([a-z-]+)\"");
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/kanhe/service"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String source = Files.readString(file);
        Matcher beside = pair.matcher(source);
        if (beside.find()) {
          return beside.group(1);
        }
        Matcher told = method.matcher(source);
        if (source.contains("\"" + answer + "\"") && told.find()) {
          return told.group(1);
        }
      }
    }
    throw new AssertionError("no class makes the answer " + answer);
  }

  private static Object yaml(Path file) throws IOException {
    return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
  }
}
