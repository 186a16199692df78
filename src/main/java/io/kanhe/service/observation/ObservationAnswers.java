package io.kanhe.service.observation;

import io.kanhe.intake.DomainState;
import io.kanhe.message.Direction;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Checks what a query and its answer say about the weather; keeps nothing. Observations are of the
 * full hour or of ten minutes, a gust is not weaker than the wind, a grade is the one of its value.
 * Thread-safe.
 */
final class ObservationAnswers implements DomainState {

  static final String SERVICE = "met.observation";
  private static final int MINUTES = 10;

  private final WeatherGrades grades;

  ObservationAnswers(WeatherGrades grades) {
    this.grades = grades;
  }

  @Override
  public Optional<Step> step(Incoming message) {
    if (!message.header().serviceId().equals(SERVICE)
        || !message.header().operation().equals("query")
        || !(message.payload() instanceof Payload.Inline inline)) {
      return Optional.empty();
    }
    XmlElement root = XmlReader.parse(inline.bytes(), XmlLimits.defaults()).root();
    if (message.header().direction() == Direction.REQUEST) {
      checkQuestion(root);
    } else {
      int number = 0;
      for (XmlElement each : observations(root)) {
        check(++number, each);
      }
    }
    return Optional.empty();
  }

  static List<XmlElement> observations(XmlElement root) {
    return XmlPath.all(root, root.localName() + "/observations/observation");
  }

  private static void checkQuestion(XmlElement question) {
    if (XmlPath.child(question, "stationId").isEmpty()
        && XmlPath.child(question, "regionCode").isEmpty()) {
      throw failed("query", "neither station nor region", "one of them");
    }
    if (time(question, "toTime").isBefore(time(question, "fromTime"))) {
      throw failed("toTime", "a time before fromTime", "a time after it");
    }
  }

  private void check(int number, XmlElement observation) {
    String place = "observation " + number + ", ";
    OffsetDateTime time = time(observation, "obsTime");
    if (time.getMinute() % MINUTES != 0 || time.getSecond() != 0 || time.getNano() != 0) {
      throw failed(place + "obsTime", "another minute", "a full hour or ten minutes of it");
    }
    atMost(place, observation, "winSpdMax10min", "winGust");
    atMost(place, observation, "temMin", "temMax");
    checkGrade(place, observation, "rainGrade", rain(observation));
    checkGrade(place, observation, "gustGrade", gust(observation));
  }

  private static void checkGrade(
      String place, XmlElement observation, String name, Optional<String> derived) {
    Optional<String> named = XmlPath.child(observation, name);
    if (named.isPresent() && !named.equals(derived)) {
      throw failed(place + name, named.get(), derived.orElse("none") + " by the value");
    }
  }

  private static void atMost(String place, XmlElement observation, String lesser, String greater) {
    Optional<BigDecimal> one = number(observation, lesser);
    Optional<BigDecimal> other = number(observation, greater);
    if (one.isPresent() && other.isPresent() && one.get().compareTo(other.get()) > 0) {
      throw failed(place + lesser, "more than " + greater, "at most " + greater);
    }
  }

  /** The grade of the rain of 24 hours; empty for what cannot be used. */
  Optional<String> rain(XmlElement observation) {
    return usable(observation, "pre24h").flatMap(grades::rain);
  }

  Optional<String> gust(XmlElement observation) {
    return usable(observation, "winGust")
        .map(grades::wind)
        .filter(grade -> grade.isPresent())
        .map(grade -> Integer.toString(grade.getAsInt()));
  }

  private static Optional<BigDecimal> usable(XmlElement observation, String name) {
    return WeatherGrades.isUsable(XmlPath.child(observation, "qc").orElse(""))
        ? number(observation, name)
        : Optional.empty();
  }

  private static Optional<BigDecimal> number(XmlElement observation, String name) {
    return XmlPath.child(observation, name).map(BigDecimal::new);
  }

  private static OffsetDateTime time(XmlElement element, String name) {
    return OffsetDateTime.parse(XmlPath.child(element, name).orElse(""));
  }

  private static KanheException failed(String place, String found, String expected) {
    return new KanheException(
        ErrorCode.RULE_FAILED, place + ": found " + found + ", expected " + expected);
  }
}
