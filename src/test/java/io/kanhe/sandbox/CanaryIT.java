package io.kanhe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.TestCatalogue;
import io.kanhe.message.Direction;
import io.kanhe.participant.Role;
import io.kanhe.service.privacy.Canary;
import io.kanhe.service.privacy.CanaryTable;
import io.kanhe.service.privacy.Planted;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A message of every service with a canary in every field that tells of persons or of an insurer's
 * business, through a whole gateway, right and broken, by queue, SOAP and feed: no partner reads
 * more than the table of masks, and neither log nor metrics nor ledger nor console nor a refusal
 * holds a value. The persons are invented.
 */
@Tag("it")
class CanaryIT {

  private static final Catalogue CATALOGUE = TestCatalogue.ofRepository();
  private static final Path JAR = Path.of("target", "app", "kanhe.jar");

  /** Who is not here has a role to which the table gives nothing of its own. */
  private static final Map<String, Role> ROLES =
      Map.of(
          "insurer-a", Role.INSURER,
          "insurer-b", Role.INSURER,
          "insurer-c", Role.INSURER,
          "police-tz", Role.POLICE_SECURITY,
          "police-traffic-tz", Role.POLICE_TRAFFIC,
          "police-econ-tz", Role.POLICE_ECON);

  private final CanaryTraces traces = new CanaryTraces();
  private DemoPlan plan;
  private DemoCast cast;
  private CanaryRun run;

  @Test
  void noFieldLeavesTheGatewayButMaskedAndNoTraceHoldsAValue() throws Exception {
    plan = DemoPlan.once(Path.of("").toAbsolutePath(), SandboxCrypto.STANDARD);
    Path output = plan.home().resolve("gateway.out");
    List<String> arguments = new ArrayList<>(plan.gatewayArguments());
    arguments.add("--logging.level.io.kanhe=DEBUG");
    assumeTrue(Files.exists(JAR), JAR + " is there after package");
    try (GatewayProcess gateway =
        GatewayProcess.start(JAR.toString(), arguments, plan.gateway(), output)) {
      gateway.awaitReady();
      try (DemoCast assembled = DemoCast.assemble(plan)) {
        cast = assembled;
        run = new CanaryRun(CATALOGUE, plan, cast, traces);
        run.play();
        readTraces();
      }
    }
    traces.addFile(output);
    traces.addFile(plan.home().resolve("data").resolve("kanhe.log"));
    everythingTookPart();
    theSearchReadsWhatItShould();
    assertThat(traces.found(run.canaries())).isEmpty();
    seesNoMoreThanTheTable();
  }

  private void readTraces() throws Exception {
    GatewayAddress gateway = plan.gateway();
    traces.addPages(
        gateway,
        "/actuator/prometheus",
        "/actuator/health",
        "/",
        "/catalogue",
        "/api/v1/messages",
        "/api/v1/services",
        "/api/v1/audit");
    assertThat(traces.addMessages(gateway, run.accepted())).isGreaterThan(30);
    assertThat(traces.addAnswer(disclosures("{\"identifier\":\"" + person() + "\"}")))
        .isEqualTo(200);
    // Unreadable in the two ways in which a parser quotes what it found.
    for (String body : List.of("{\"identifier\":\"" + person(), "{\"identifier\":甄" + person())) {
      assertThat(traces.addAnswer(disclosures(body))).isEqualTo(400);
    }
    assertThat(traces.addEntries(gateway)).isGreaterThan(300);
  }

  private HttpRequest disclosures(String body) {
    return HttpRequest.newBuilder(plan.gateway().console("/api/v1/subjects/disclosures"))
        .header("Content-Type", "application/json")
        .header("Kanhe-Operator", "op-7")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private String person() {
    return run.canaries().stream()
        .filter(each -> each.path().endsWith("reporter/idNo"))
        .findFirst()
        .orElseThrow()
        .value();
  }

  /** A run that sends too little proves nothing. */
  private void everythingTookPart() {
    assertThat(run.codes()).allSatisfy((what, code) -> assertThat(code).as(what).isEqualTo("0000"));
    Set<String> withFields =
        run.planted().stream()
            .map(each -> CanarySends.what(each.header()))
            .collect(Collectors.toCollection(TreeSet::new));
    withFields.removeAll(CanarySends.OF_THE_GATEWAY);
    assertThat(run.codes().keySet()).containsAll(withFields);
    Set<String> services =
        run.codes().keySet().stream()
            .map(each -> each.substring(0, each.indexOf(' ')))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(services).hasSizeGreaterThanOrEqualTo(15);
    assertThat(run.canaries()).hasSizeGreaterThan(120);
    assertThat(run.canaries().stream().filter(each -> each.personalDataClass() > 1))
        .hasSizeGreaterThan(60);
    System.out.printf(
        "canaries: %d, services: %d, right: %d, broken: %s%n",
        run.canaries().size(),
        services.size(),
        run.codes().size(),
        run.refusals().values().stream()
            .collect(Collectors.groupingBy(code -> code, TreeMap::new, Collectors.counting())));
    // The name of an alert's sender is a text without end.
    assertThat(CanaryRefusals.taken(run, "too long"))
        .containsExactly("too long ew.alert alert/info/senderName: ew.alert publish");
    assertThat(CanaryRefusals.taken(run, "other root")).isEmpty();
    assertThat(CanaryRefusals.taken(run, "no agreement")).isEmpty();
    assertThat(CanaryRefusals.taken(run, "no consent")).isEmpty();
    assertThat(CanaryRefusals.taken(run, "cut")).isEmpty();
    assertThat(CanaryRefusals.taken(run, "answer too long")).isEmpty();
    assertThat(run.refusals().values())
        .contains("1001", "1002", "1004", "3001", "3003", "4002", "4003", "5008");
  }

  /** The same search finds what the gateway may say: ids of messages, codes, participants. */
  private void theSearchReadsWhatItShould() {
    Canary id = new Canary(run.accepted().get(0), "control", "messageId", 1, Set.of());
    assertThat(traces.found(List.of(id)))
        .anyMatch(each -> each.contains("gateway.out"))
        .anyMatch(each -> each.contains("kanhe.log"))
        .anyMatch(each -> each.contains("/log/tile/entries/000"))
        .anyMatch(each -> each.contains("/journey"))
        .anyMatch(each -> each.contains("/?key="));
    assertThat(traces.holding("police-tz")).contains("/actuator/prometheus", "kanhe.log");
    assertThat(traces.holding("DEBUG")).contains("kanhe.log");
  }

  private void seesNoMoreThanTheTable() {
    Set<String> tooMuch = new TreeSet<>();
    Set<String> reached = new TreeSet<>();
    Stream.concat(cast.arrivals().matching(message -> true).stream(), run.answers().stream())
        .forEach(each -> see(each, reached, tooMuch));
    assertThat(tooMuch).isEmpty();
    assertThat(reached)
        .contains(
            "ps.accident.liability publish to insurer-a",
            "ps.accident.liability query to insurer-a",
            "ps.burglary.case verify to insurer-a",
            "ps.burglary.case status to insurer-a",
            "fraud.lead refer to regulator-zj",
            "ah.disposal record to husbandry-tz",
            "ah.epidemic notice to insurer-c",
            "ins.coverage certificate to bank-tz",
            "ew.alert impact to insurer-a",
            "reg.case register to insurer-a")
        .hasSizeGreaterThan(25);
  }

  private void see(ReceivedMessage each, Set<String> reached, Set<String> tooMuch) {
    String what = CanarySends.what(each.header()) + " to " + each.partner();
    String uscc = DemoCast.PARTNERS.get(each.partner()).value();
    Role role = ROLES.getOrDefault(each.partner(), Role.GOV_LOCAL);
    String text = each.payloadText();
    if (each.header().direction() == Direction.REQUEST) {
      return;
    }
    reached.add(what);
    CanaryTable.seenTooMuch(Planted.root(text), each.header().direction(), role, uscc)
        .forEach(path -> tooMuch.add(what + " " + path));
    CanaryTable.strayed(text, run.canaries())
        .forEach(path -> tooMuch.add(what + " strayed " + path));
    run.canaries().stream()
        .filter(
            canary -> canary.path().startsWith("snapshot/") || canary.path().startsWith("batch/"))
        .filter(canary -> role == Role.INSURER && !canary.owners().contains(uscc))
        .filter(canary -> text.contains(canary.value()))
        .forEach(canary -> tooMuch.add(what + " sums of another " + canary));
  }
}
