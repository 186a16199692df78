package io.kanhe.service.insurance;

import io.kanhe.message.Uscc;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** What insurers have insured, by their newest coverage feeds. Thread-safe. */
public interface Exposures {

  /**
   * The newest figures of one insurer in some counties.
   *
   * @param regionCodes counties, six digits
   * @return empty if the insurer never sent a feed
   */
  Optional<Snapshot> newest(Uscc insurer, SortedSet<String> regionCodes);

  /**
   * @param rows in order of region and line
   */
  record Snapshot(LocalDate asOf, List<Row> rows) {

    public Snapshot {
      rows = List.copyOf(rows);
    }
  }

  /**
   * @param line code list CL-12
   * @param sumInsuredCents hundredths of a yuan
   */
  record Row(String regionCode, String line, long policyCount, long sumInsuredCents) {}
}
