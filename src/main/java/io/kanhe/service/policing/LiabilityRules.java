package io.kanhe.service.policing;

import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;

/** How the liabilities of the parties of one accident fit together (domain S01). */
final class LiabilityRules {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private LiabilityRules() {}

  /**
   * @param notice an {@code AccidentLiabilityNotice} that kept its schema
   * @throws KanheException 4002 RULE_FAILED
   */
  static void check(XmlElement notice, OffsetDateTime occurred) {
    List<XmlElement> parties = XmlPath.all(notice, notice.localName() + "/parties/party");
    checkSum(parties.stream().map(party -> text(party, "liability")).toList());
    LocalDate day = occurred.withOffsetSameInstant(CHINA).toLocalDate();
    for (XmlElement party : parties) {
      if (text(party, "partyType").equals("MOTOR") && text(party, "plateNo").isEmpty()) {
        throw failed("a motor party without plateNo (expected: its plate)");
      }
      String start = text(party, "ctpStart");
      String end = text(party, "ctpEnd");
      if (!start.isEmpty() && !end.isEmpty()) {
        if (day.isBefore(LocalDate.parse(start)) || day.isAfter(LocalDate.parse(end))) {
          throw failed("occurTime is outside of a party's cover (expected: ctpStart to ctpEnd)");
        }
      }
    }
  }

  /** FULL leaves nothing to others, and EQUAL takes two. */
  static void checkSum(List<String> liabilities) {
    int full = Collections.frequency(liabilities, "FULL");
    long shared =
        liabilities.stream()
            .filter(each -> List.of("MAIN", "EQUAL", "SECONDARY").contains(each))
            .count();
    if (full > 1 || (full == 1 && shared > 0)) {
      throw failed("liability FULL beside another party's (expected: NONE for all others)");
    }
    if (Collections.frequency(liabilities, "EQUAL") == 1) {
      throw failed("liability EQUAL of one party alone (expected: two or more)");
    }
    boolean main = liabilities.contains("MAIN");
    if (main && !liabilities.contains("SECONDARY")) {
      throw failed("liability MAIN without SECONDARY (expected: somebody bears the rest)");
    }
  }

  private static String text(XmlElement parent, String name) {
    return XmlPath.child(parent, name).orElse("");
  }

  private static KanheException failed(String message) {
    return new KanheException(ErrorCode.RULE_FAILED, message);
  }
}
