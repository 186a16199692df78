package io.kanhe.sandbox;

import io.kanhe.catalogue.Samples;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.Uscc;
import io.kanhe.service.privacy.Canary;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Files with canaries in the sums, places and numbers of an insurer's business. */
final class CanaryFeeds {

  /** A file as its service wants it. */
  private record Feed(
      String insurer, String service, String operation, String purpose, String csv) {}

  private static final String TOO_LONG = "9".repeat(2100);

  private final DemoCast cast;
  private final CanaryTraces traces;
  private final Map<String, String> codes;
  private final Map<String, String> refusals;
  private final List<Canary> canaries = new ArrayList<>();
  private int next = 1;

  CanaryFeeds(
      DemoCast cast, CanaryTraces traces, Map<String, String> codes, Map<String, String> refusals) {
    this.cast = cast;
    this.traces = traces;
    this.codes = codes;
    this.refusals = refusals;
  }

  /** Sends all, whole and broken; returns what was planted. */
  List<Canary> play() throws Exception {
    List<Feed> feeds = new ArrayList<>();
    for (String insurer : List.of("insurer-a", "insurer-b", "insurer-c")) {
      feeds.add(coverage(insurer));
    }
    feeds.add(locations());
    feeds.add(progress());
    for (Feed each : feeds) {
      codes.put(each.service() + " " + each.operation(), put(each, each.csv()));
    }
    for (Feed each : feeds) {
      for (Canary canary : List.copyOf(canaries)) {
        String broken = each.csv().replace(canary.value(), canary.value() + TOO_LONG);
        if (!broken.equals(each.csv())) {
          broken(each, "too long " + canary, broken);
          broken(
              each, "quote " + canary, each.csv().replace(canary.value(), canary.value() + "\""));
        }
      }
    }
    return canaries;
  }

  private void broken(Feed feed, String name, String csv) throws Exception {
    refusals.put(name, put(feed, csv));
  }

  private Feed coverage(String insurer) {
    Uscc uscc = DemoCast.PARTNERS.get(insurer);
    String letter = TyphoonAct.Agreements.letter(insurer);
    byte[] scenario = ScenarioExposure.feed(letter, uscc, LocalDate.of(2026, 8, 23));
    String csv = new String(scenario, StandardCharsets.UTF_8);
    String row = csv.lines().skip(1).findFirst().orElseThrow();
    String[] cells = row.split(",", -1);
    cells[6] = money(insurer, "ins.coverage", "snapshot/sumInsured", "9");
    cells[7] = money(insurer, "ins.coverage", "snapshot/premium", "3");
    cells[9] = money(insurer, "ins.coverage", "snapshot/maxSingleSum", "2");
    return new Feed(
        insurer, "ins.coverage", "snapshot", "P04", csv.replace(row, String.join(",", cells)));
  }

  private Feed locations() {
    String csv =
        Samples.text("locations-csv.csv")
            .replace("LOC-000001", plant("insurer-a", "ins.coverage", "locationId", "LOC-CANARY-1"))
            .replace("121.385", plant("insurer-a", "ins.coverage", "lon", "121.410901"))
            .replace("28.372", plant("insurer-a", "ins.coverage", "lat", "28.410901"))
            .replace("住宅", plant("insurer-a", "ins.coverage", "occupancy", "丝雀宅用"))
            .replace("砖混", plant("insurer-a", "ins.coverage", "structureType", "丝雀砖墙"))
            .replace("300000.00", money("insurer-a", "ins.coverage", "sumBuilding", "5"))
            .replace("50000.00", money("insurer-a", "ins.coverage", "sumContents", "4"));
    return new Feed("insurer-a", "ins.coverage", "locations", "P04", csv);
  }

  private Feed progress() {
    String row = Samples.text("progress-csv.csv");
    int at = row.indexOf("9920000.00");
    String csv =
        row.substring(0, at)
            + money("insurer-a", "ins.claim", "batch/estimatedLoss", "8")
            + ","
            + money("insurer-a", "ins.claim", "batch/paidAmount", "3")
            + ","
            + money("insurer-a", "ins.claim", "batch/prepaidAmount", "2")
            + "\n";
    return new Feed("insurer-a", "ins.claim", "batch", "P05", csv);
  }

  private String money(String insurer, String service, String path, String size) {
    return plant(insurer, service, path, String.format("%s47%04d.53", size, next++));
  }

  private String plant(String insurer, String service, String path, String value) {
    String owner = DemoCast.PARTNERS.get(insurer).value();
    canaries.add(new Canary(value, service, path, 1, Set.of(owner)));
    return value;
  }

  private String put(Feed feed, String csv) throws Exception {
    byte[] file = csv.getBytes(StandardCharsets.UTF_8);
    Header header =
        cast.messages(feed.insurer())
            .header(feed.service(), feed.operation(), Direction.FEED)
            .businessKey("F-" + feed.insurer() + "-" + next++)
            .purpose(feed.purpose(), "LB-EMERG")
            .payloadDigest(Digest.sha256(file))
            .file((long) file.length, csv.lines().count() - 1)
            .build();
    HttpResponse<byte[]> answer = cast.client(feed.insurer()).putFeed(header, file);
    traces.add("feed " + feed.operation() + " of " + feed.insurer(), answer.body());
    return answer.statusCode() == 201 ? "0000" : "HTTP " + answer.statusCode();
  }
}
