package io.kanhe.service.observation;

import io.kanhe.delivery.StandalonePayload;
import io.kanhe.intake.AcceptedMessage;
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
    // Offsets of elements count characters.
    String text = new String(plain, StandardCharsets.UTF_8);
    XmlElement root = XmlReader.parse(plain, XmlLimits.defaults()).root();
    StringBuilder out = new StringBuilder(text.length() + 1_000);
    int from = 0;
    for (XmlElement observation : ObservationAnswers.observations(root)) {
      Optional<XmlElement> gust = XmlPath.children(observation, "gustGrade").stream().findFirst();
      XmlElement quality = XmlPath.children(observation, "qc").get(0);
      if (XmlPath.child(observation, "rainGrade").isEmpty()) {
        from =
            insert(text, out, from, gust.orElse(quality), "rainGrade", answers.rain(observation));
      }
      if (gust.isEmpty()) {
        from = insert(text, out, from, quality, "gustGrade", answers.gust(observation));
      }
    }
    return from == 0
        ? payload
        : out.append(text, from, text.length()).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Writes all before {@code next} and the grade; tells how far the text was copied. */
  private static int insert(
      String text,
      StringBuilder out,
      int from,
      XmlElement next,
      String name,
      Optional<String> grade) {
    if (grade.isEmpty()) {
      return from;
    }
    int place = text.lastIndexOf('<', next.contentStart() - 1);
    String tag = (next.prefix().isEmpty() ? "" : next.prefix() + ":") + name;
    out.append(text, from, place);
    out.append('<').append(tag).append('>').append(grade.get());
    out.append("</").append(tag).append('>');
    return place;
  }
}
