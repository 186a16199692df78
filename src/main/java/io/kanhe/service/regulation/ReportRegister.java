package io.kanhe.service.regulation;

import io.kanhe.intake.DomainState;
import io.kanhe.message.Environment;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.service.notice.DatedNumber;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reports of statistics (reg.stat): one revision at a time of each reporter, period and region,
 * each newer than the last, and prefectures that add up to their province. Thread-safe.
 */
final class ReportRegister implements DomainState {

  static final String SERVICE = "reg.stat";
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final String NEWEST =
      """
      SELECT revision FROM reg_report WHERE reporter = ? AND period = ? AND region = ? AND environment = ?""";
  private static final String SET =
      """
      INSERT INTO reg_report (reporter, period, region, environment, revision, ledger_index) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (reporter, period, region, environment) DO UPDATE
      SET revision = excluded.revision, ledger_index = excluded.ledger_index""";

  private final DatedNumber reportWithinDays;
  private final RegionalSums sums;

  ReportRegister(DatedNumber reportWithinDays, RegionalSums sums) {
    this.reportWithinDays = reportWithinDays;
    this.sums = sums;
  }

  /** Reports of a province and of its prefectures have to see each other. */
  private record Key(String reporter, String period, String province) {}

  @Override
  public Optional<Step> step(Incoming message) {
    if (!message.header().serviceId().equals(SERVICE)) {
      return Optional.empty();
    }
    StatisticsReport report = StatisticsReport.read(message.payload());
    if (!report.reporter().equals(message.header().sender())) {
      throw StatisticsReport.failed("reporter", "another organisation", "the sender");
    }
    if (!message.header().receivers().contains(report.receiver())) {
      throw StatisticsReport.failed(
          "receiver", "an organisation that the header does not name", "one of its receivers");
    }
    report.checkRate();
    LocalDate lastDay = report.lastDay();
    LocalDate day = LocalDate.ofInstant(message.receivedAt(), CHINA);
    boolean late = day.isAfter(lastDay.plusDays(reportWithinDays.at(message.receivedAt())));
    return Optional.of(new Report(message, report, late, sums));
  }

  private record Report(Incoming message, StatisticsReport report, boolean late, RegionalSums sums)
      implements Step {

    @Override
    public Object key() {
      return new Key(
          report.reporter().value(), report.period(), RegionalSums.province(report.region()));
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      Optional<Integer> newest = newest(transaction);
      if (newest.isPresent() && report.revision() <= newest.get()) {
        throw new KanheException(
            ErrorCode.STATE_CONFLICT,
            "revision: found "
                + report.revision()
                + ", expected more than the accepted "
                + newest.get());
      }
      Environment environment = message.header().environment();
      Map<String, String> facts = new TreeMap<>(sums.check(report, environment, transaction));
      facts.put("revision", Integer.toString(report.revision()));
      if (late) {
        facts.merge("warnings", "LATE_REPORT", (other, own) -> own + " " + other);
      }
      return new Decision(
          facts,
          (accepted, batch) -> {
            batch.add(
                SET,
                report.reporter().value(),
                report.period(),
                report.region(),
                environment.name(),
                report.revision(),
                accepted.index());
            RegionalSums.write(report, environment, batch);
          });
    }

    private Optional<Integer> newest(Connection transaction) throws SQLException {
      try (PreparedStatement query = transaction.prepareStatement(NEWEST)) {
        query.setString(1, report.reporter().value());
        query.setString(2, report.period());
        query.setString(3, report.region());
        query.setString(4, message.header().environment().name());
        try (ResultSet row = query.executeQuery()) {
          return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
        }
      }
    }
  }
}
