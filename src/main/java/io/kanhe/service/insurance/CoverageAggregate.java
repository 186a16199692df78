package io.kanhe.service.insurance;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.ElementWriter;
import io.kanhe.participant.Participant;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.routing.RecipientPayload;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What an insurer covers in the recipient's own region, by county and line, for government. Of
 * fewer than five policies only that is told, not how many and not for how much: somebody in the
 * village would know whose they are. Thread-safe.
 */
final class CoverageAggregate implements RecipientPayload {

  private static final String NAMESPACE = "urn:kanhe:ins:1.0";
  private static final int ROWS_AT_ONCE = 2_000;
  private static final int LARGEST = 5_000;
  private static final long SMALL = 5;

  @Override
  public String name() {
    return "coverage-aggregate";
  }

  @Override
  public String operation() {
    return "aggregate";
  }

  /**
   * @throws KanheException 4002 as {@link CoverageFile#read}; 5006 if the message is no feed
   */
  @Override
  public Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient) {
    if (!(message.payload() instanceof Payload.Stored feed)) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "kanhe:answer?with=coverage-aggregate of no file (expected: a feed)");
    }
    // 331000 is a prefecture, 330000 a province: the digits that their counties share.
    String place = recipient.regionCode().replaceFirst("(00){1,2}$", "");
    List<Exposures.Row> own = new ArrayList<>();
    LocalDate asOf =
        new CoverageFile(feed.content(), message.header().sender())
            .read(
                ROWS_AT_ONCE,
                some ->
                    some.stream()
                        .filter(row -> row.regionCode().startsWith(place))
                        .filter(row -> own.size() < LARGEST)
                        .forEach(own::add));
    if (own.isEmpty()) {
      return Optional.empty();
    }
    own.sort(Comparator.comparing(Exposures.Row::regionCode).thenComparing(Exposures.Row::line));
    ElementWriter xml =
        new ElementWriter("CoverageAggregate", NAMESPACE, "version", "1.0")
            .leaf("insurer", message.header().sender().value())
            .leaf("asOfDate", asOf.toString())
            .begin("rows");
    own.forEach(row -> write(row, xml));
    return Optional.of(xml.finish());
  }

  private static void write(Exposures.Row row, ElementWriter xml) {
    xml.begin("row").leaf("regionCode", row.regionCode()).leaf("line", row.line());
    if (row.policyCount() > 0 && row.policyCount() < SMALL) {
      xml.leaf("fewerThan", Long.toString(SMALL));
    } else {
      xml.leaf("policyCount", Long.toString(row.policyCount()))
          .leaf(
              "sumInsured",
              "currency",
              "CNY",
              BigDecimal.valueOf(row.sumInsuredCents(), 2).toPlainString());
    }
    xml.end();
  }
}
