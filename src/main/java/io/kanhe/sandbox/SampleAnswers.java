package io.kanhe.sandbox;

import io.kanhe.catalogue.PublishedCatalogue;
import io.kanhe.catalogue.SampleMessage;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers a query with the sample answer of its operation, in which the numbers of the question
 * stand.
 */
final class SampleAnswers implements Responder {

  private final PublishedCatalogue catalogue;

  SampleAnswers(PublishedCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public byte @Nullable [] answer(String partner, Header query, byte[] payload) {
    Optional<SampleMessage> sample =
        catalogue.service(query.serviceId()).stream()
            .flatMap(service -> catalogue.samples(service).stream())
            .filter(each -> each.operation().name().equals(query.operation()))
            .filter(each -> each.direction() == Direction.RESPONSE)
            .findFirst();
    return sample.map(each -> filled(each, payload)).orElse(null);
  }

  private static byte[] filled(SampleMessage sample, byte[] question) {
    String answer = new String(sample.payload(), StandardCharsets.UTF_8);
    answer = answer.replaceFirst("^<\\?xml[^>]*\\?>\\s*", "").strip();
    for (XmlElement each : XmlReader.parse(question, XmlLimits.defaults()).root().elements()) {
      if (each.elements().isEmpty()) {
        Pattern same =
            Pattern.compile(
                "(<(?:[A-Za-z0-9]+:)?"
                    + Pattern.quote(each.localName())
                    + "(?:\\s[^>]*)?>)[^<]*(</)");
        answer =
            same.matcher(answer)
                .replaceFirst("$1" + Matcher.quoteReplacement(escaped(each.token())) + "$2");
      }
    }
    return answer.getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
