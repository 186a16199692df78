package io.kanhe.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How the claims of the typhoon scenario come in, invented: totals of the three orange counties at
 * each cut-off, shared out to insurers and counties by what each has insured there.
 */
final class TyphoonFigures {

  private static final String CLAIMS = "/sandbox/scenario-claims.csv";
  private static final OffsetDateTime START = OffsetDateTime.parse("2026-08-24T08:00:00+08:00");
  private static final BigDecimal CENTS_PER_WAN = BigDecimal.valueOf(1_000_000);

  /**
   * Orange policies by insurer and county, of the exposure table; the largest share stands first.
   */
  private static final List<Share> SHARES =
      List.of(
          new Share("B", "331002", "HOME_SEC", 34_492),
          new Share("B", "331081", "HOME_SEC", 30_778),
          new Share("B", "331083", "HOME_SEC", 27_874),
          new Share("A", "331002", "RURAL_HOUSE", 17_944),
          new Share("A", "331081", "RURAL_HOUSE", 24_361),
          new Share("A", "331083", "RURAL_HOUSE", 30_778),
          new Share("C", "331002", "AGRI_CROP", 4_250),
          new Share("C", "331081", "AGRI_CROP", 4_825),
          new Share("C", "331083", "AGRI_CROP", 5_400));

  private TyphoonFigures() {}

  private record Share(String insurer, String region, String line, long weight) {}

  /**
   * Counters and amounts, of a row or of all rows.
   *
   * @param estimated hundredths of a yuan, as {@code paid}
   */
  record Counts(
      long reported, long surveyed, long assessed, long closed, long estimated, long paid) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(
          reported + other.reported,
          surveyed + other.surveyed,
          assessed + other.assessed,
          closed + other.closed,
          estimated + other.estimated,
          paid + other.paid);
    }

    private Counts part(long weight, long of) {
      return new Counts(
          reported * weight / of,
          surveyed * weight / of,
          assessed * weight / of,
          closed * weight / of,
          estimated * weight / of,
          paid * weight / of);
    }

    private Counts minus(Counts other) {
      return new Counts(
          reported - other.reported,
          surveyed - other.surveyed,
          assessed - other.assessed,
          closed - other.closed,
          estimated - other.estimated,
          paid - other.paid);
    }

    boolean isOrdered() {
      return reported >= surveyed && surveyed >= assessed && assessed >= closed;
    }

    boolean isAtLeast(Counts earlier) {
      return reported >= earlier.reported
          && surveyed >= earlier.surveyed
          && assessed >= earlier.assessed
          && closed >= earlier.closed;
    }

    @Override
    public String toString() {
      return reported
          + " / "
          + surveyed
          + " / "
          + assessed
          + " / "
          + closed
          + ", "
          + wan(estimated)
          + " / "
          + wan(paid)
          + " 万元";
    }

    private static String wan(long cents) {
      return BigDecimal.valueOf(cents, 6)
          .setScale(2, java.math.RoundingMode.HALF_UP)
          .toPlainString();
    }
  }

  /** What one insurer reports of a county. */
  record Row(String region, String line, Counts counts) {}

  /**
   * Totals of all three insurers.
   *
   * @param hours after the warning
   */
  record Cutoff(int hours, Counts totals) {

    OffsetDateTime time() {
      return START.plus(Duration.ofHours(hours));
    }

    /** The rows of one insurer; those of all insurers together are the totals. */
    List<Row> rows(String insurer) {
      long all = SHARES.stream().mapToLong(Share::weight).sum();
      Counts rest = totals;
      List<Row> rows = new ArrayList<>();
      for (Share share : SHARES.subList(1, SHARES.size())) {
        Counts counts = totals.part(share.weight(), all);
        rest = rest.minus(counts);
        if (share.insurer().equals(insurer)) {
          rows.add(new Row(share.region(), share.line(), counts));
        }
      }
      Share first = SHARES.get(0);
      if (first.insurer().equals(insurer)) {
        rows.add(0, new Row(first.region(), first.line(), rest));
      }
      return rows;
    }
  }

  /** Cut-offs in the order of their time. */
  static List<Cutoff> cutoffs() {
    List<Cutoff> all = new ArrayList<>();
    try (InputStream in = TyphoonFigures.class.getResourceAsStream(CLAIMS);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    Objects.requireNonNull(in, CLAIMS), StandardCharsets.UTF_8))) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",", -1);
        all.add(new Cutoff(Integer.parseInt(cells[0]), counts(cells)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static Counts counts(String[] cells) {
    return new Counts(
        Long.parseLong(cells[1]),
        Long.parseLong(cells[2]),
        Long.parseLong(cells[3]),
        Long.parseLong(cells[4]),
        new BigDecimal(cells[5]).multiply(CENTS_PER_WAN).longValueExact(),
        new BigDecimal(cells[6]).multiply(CENTS_PER_WAN).longValueExact());
  }
}
