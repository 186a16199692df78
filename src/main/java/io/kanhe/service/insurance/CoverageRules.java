package io.kanhe.service.insurance;

import io.kanhe.intake.DomainState;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Rules of single documents of ins.coverage; keeps nothing. A bank asks for itself, and the shares
 * of a line of a major event are at most the whole. Thread-safe.
 */
final class CoverageRules implements DomainState {

  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  @Override
  public Optional<Step> step(Incoming message) {
    Header header = message.header();
    if (header.serviceId().equals("ins.coverage")
        && message.payload() instanceof Payload.Inline inline) {
      if (header.operation().equals("certificate") && header.direction() == Direction.REQUEST) {
        checkBank(root(inline), header);
      } else if (header.operation().equals("major-event")) {
        checkEvent(root(inline));
      }
    }
    return Optional.empty();
  }

  private static XmlElement root(Payload.Inline payload) {
    return XmlReader.parse(payload.bytes(), XmlLimits.defaults()).root();
  }

  /** Otherwise a bank could get a certificate under a consent that names another. */
  private static void checkBank(XmlElement request, Header header) {
    if (!text(request, "bank").equals(header.sender().value())) {
      throw failed("bank", "another organisation", "the sender");
    }
  }

  private static void checkEvent(XmlElement event) {
    if (!time(event, "end").isAfter(time(event, "start"))) {
      throw failed("end", "a time not after start", "a time after it");
    }
    Map<String, BigDecimal> shares = new HashMap<>();
    for (XmlElement cover : XmlPath.all(event, "MajorEventCover/covers/cover")) {
      BigDecimal sum =
          shares.merge(text(cover, "line"), new BigDecimal(text(cover, "share")), BigDecimal::add);
      if (sum.compareTo(WHOLE) > 0) {
        throw failed(
            "covers", "shares of " + sum.toPlainString() + " % in one line", "at most 100 %");
      }
    }
  }

  private static OffsetDateTime time(XmlElement parent, String name) {
    return OffsetDateTime.parse(text(parent, name));
  }

  private static String text(XmlElement parent, String name) {
    return XmlPath.child(parent, name).orElse("");
  }

  private static KanheException failed(String place, String found, String expected) {
    return new KanheException(
        ErrorCode.RULE_FAILED, place + ": found " + found + ", expected " + expected);
  }
}
