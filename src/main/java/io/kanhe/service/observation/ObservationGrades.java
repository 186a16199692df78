package io.kanhe.service.observation;

import io.kanhe.delivery.StandalonePayload;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.xml.XmlEdits;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.routing.PayloadTransform;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Adds the grades of rain and gust to observations that do not name them. Everything else stays as
 * it was sent, to the byte. Thread-safe.
 */
final class ObservationGrades implements PayloadTransform {

  private final ObservationAnswers answers;

  ObservationGrades(ObservationAnswers answers) {
    this.answers = answers;
  }

  @Override
  public String name() {
    return "observation-grades";
  }

  @Override
  public byte[] apply(AcceptedMessage message, byte[] payload) {
    byte[] plain = StandalonePayload.of(payload);
    XmlElement root = XmlReader.parse(plain, XmlLimits.defaults()).root();
    XmlEdits edits = new XmlEdits(new String(plain, StandardCharsets.UTF_8));
    for (XmlElement observation : ObservationAnswers.observations(root)) {
      Optional<XmlElement> gust = XmlPath.children(observation, "gustGrade").stream().findFirst();
      XmlElement quality = XmlPath.children(observation, "qc").get(0);
      if (XmlPath.child(observation, "rainGrade").isEmpty()) {
        insert(edits, gust.orElse(quality), "rainGrade", answers.rain(observation));
      }
      if (gust.isEmpty()) {
        insert(edits, quality, "gustGrade", answers.gust(observation));
      }
    }
    return edits.isEmpty() ? payload : edits.apply();
  }

  private static void insert(XmlEdits edits, XmlElement next, String name, Optional<String> grade) {
    String tag = (next.prefix().isEmpty() ? "" : next.prefix() + ":") + name;
    grade.ifPresent(text -> edits.insertBefore(next, "<" + tag + ">" + text + "</" + tag + ">"));
  }
}
