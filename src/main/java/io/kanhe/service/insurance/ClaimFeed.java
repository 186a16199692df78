package io.kanhe.service.insurance;

import io.kanhe.catalogue.Identifiers;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How far the claims of an incident have come: a {@code ClaimProgressFeed} or a file of the
 * operation {@code batch}, which kept its form.
 *
 * @param ofCases single claims instead of rows
 * @param correction counters may go down
 */
record ClaimFeed(
    String feedNo,
    Uscc insurer,
    String incident,
    Instant cutoff,
    boolean ofCases,
    boolean correction,
    List<Row> rows) {

  private static final int COLUMNS = 14;
  private static final BigDecimal DOUBTFUL = new BigDecimal("1.5");

  ClaimFeed {
    rows = List.copyOf(rows);
  }

  /**
   * One county and line.
   *
   * @param estimated yuan, as {@code paid} and {@code prepaid}
   */
  record Row(
      String region,
      String line,
      long reported,
      long surveyed,
      long assessed,
      long closed,
      long rejected,
      BigDecimal estimated,
      BigDecimal paid,
      BigDecimal prepaid) {}

  static ClaimFeed read(Payload payload) {
    return payload instanceof Payload.Inline inline
        ? ofDocument(inline.bytes())
        : ofFile(((Payload.Stored) payload).content());
  }

  private static ClaimFeed ofDocument(byte[] payload) {
    XmlElement root = XmlReader.parse(payload, XmlLimits.defaults()).root();
    String correction = XmlPath.child(root, "correction").orElse("");
    return new ClaimFeed(
        text(root, "feedNo"),
        Identifiers.uscc(text(root, "insurer")),
        text(root, "incidentRef"),
        OffsetDateTime.parse(text(root, "cutoffTime")).toInstant(),
        isOfCases(root),
        correction.equals("true") || correction.equals("1"),
        XmlPath.all(root, "ClaimProgressFeed/rows/row").stream().map(ClaimFeed::row).toList());
  }

  /** Whether it holds what its granularity says. */
  private static boolean isOfCases(XmlElement root) {
    boolean cases = text(root, "granularity").equals("CASE");
    String wanted = cases ? "cases" : "rows";
    String other = cases ? "rows" : "cases";
    if (XmlPath.children(root, wanted).isEmpty() || !XmlPath.children(root, other).isEmpty()) {
      throw new KanheException(
          ErrorCode.RULE_FAILED,
          "granularity: found other content (expected: " + wanted + ", and no " + other + ")");
    }
    return cases;
  }

  private static Row row(XmlElement row) {
    return new Row(
        Identifiers.plain(text(row, "regionCode")),
        text(row, "line"),
        Long.parseLong(text(row, "reported")),
        Long.parseLong(text(row, "surveyed")),
        Long.parseLong(text(row, "assessed")),
        Long.parseLong(text(row, "closed")),
        Long.parseLong(text(row, "rejected")),
        new BigDecimal(text(row, "estimatedLoss")),
        new BigDecimal(text(row, "paidAmount")),
        new BigDecimal(text(row, "prepaidAmount")));
  }

  /** Columns of {@code config/catalogue/ins.claim.yaml}; cells are codes, numbers and times. */
  private static ClaimFeed ofFile(Payload.Content file) {
    List<Row> rows = new ArrayList<>();
    List<String> first = List.of();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(file.open(), StandardCharsets.UTF_8))) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        List<String> cells = List.of(line.replace("\"", "").split(",", -1));
        if (cells.size() != COLUMNS) {
          throw failed(rows.size(), cells.size() + " cells", COLUMNS + " cells");
        }
        first = first.isEmpty() ? cells : first;
        rows.add(row(cells));
      }
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.STORE_UNAVAILABLE, "the file of claims cannot be read from disk", e);
    }
    if (first.isEmpty()) {
      throw failed(0, "no rows", "one row for each county and line");
    }
    Instant cutoff = OffsetDateTime.parse(first.get(3)).toInstant();
    return new ClaimFeed(
        first.get(0), new Uscc(first.get(1)), first.get(2), cutoff, false, false, rows);
  }

  private static Row row(List<String> cells) {
    return new Row(
        cells.get(4),
        cells.get(5),
        Long.parseLong(cells.get(6)),
        Long.parseLong(cells.get(7)),
        Long.parseLong(cells.get(8)),
        Long.parseLong(cells.get(9)),
        Long.parseLong(cells.get(10)),
        new BigDecimal(cells.get(11)),
        new BigDecimal(cells.get(12)),
        new BigDecimal(cells.get(13)));
  }

  /**
   * No claim is surveyed before it is reported, and so on; no county and line twice.
   *
   * @throws KanheException 4002 RULE_FAILED with the number of the row, from 1
   */
  void check() {
    Set<List<String>> seen = new HashSet<>();
    int number = 0;
    for (Row row : rows) {
      number++;
      atMost(number, "surveyed", row.surveyed(), "reported", row.reported());
      atMost(number, "assessed", row.assessed(), "surveyed", row.surveyed());
      atMost(
          number, "closed and rejected", row.closed() + row.rejected(), "assessed", row.assessed());
      if (!seen.add(List.of(row.region(), row.line()))) {
        throw failed(number, "a second row of this county and line", "each once");
      }
    }
  }

  /** True if more is paid than half as much again as the loss is thought to be. */
  boolean isPaidOverEstimate() {
    return rows.stream()
        .anyMatch(row -> row.paid().compareTo(row.estimated().multiply(DOUBTFUL)) > 0);
  }

  private static void atMost(int row, String name, long value, String limitName, long limit) {
    if (value > limit) {
      throw failed(row, name + " " + value, "at most the " + limit + " " + limitName);
    }
  }

  private static KanheException failed(int row, String found, String expected) {
    return new KanheException(
        ErrorCode.RULE_FAILED, "row " + row + ": found " + found + ", expected " + expected);
  }

  private static String text(XmlElement parent, String name) {
    return XmlPath.child(parent, name).orElse("");
  }

  @Override
  public String toString() {
    return "ClaimFeed[" + insurer + ", " + rows.size() + " rows]";
  }
}
