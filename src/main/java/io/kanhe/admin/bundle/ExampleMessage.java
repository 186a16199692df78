package io.kanhe.admin.bundle;

import io.kanhe.catalogue.SampleMessage;
import io.kanhe.message.Direction;
import io.kanhe.message.Uscc;
import io.kanhe.participant.ConfiguredPartners;
import io.kanhe.participant.Participant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the example clients send of one sample: a file of properties. */
final class ExampleMessage {

  /** The consent of the samples, which the sample of kanhe.consent registers. */
  private static final String CONSENT = "CS-A-20260820-0000912";

  private final SampleMessage sample;
  private final ConfiguredPartners partners;

  ExampleMessage(SampleMessage sample, ConfiguredPartners partners) {
    this.sample = sample;
    this.partners = partners;
  }

  String file() {
    return sample.file().replaceFirst("\\.[a-z]+$", "")
        + "."
        + sample.operation().name()
        + ".properties";
  }

  /**
   * Queries wait at the SOAP door, files go by feed; all else is shown by MQ, and may go by SOAP.
   */
  String door() {
    if (sample.direction() == Direction.FEED) {
      return "feed";
    }
    return sample.operation().isQuery() ? "soap" : "mq";
  }

  String text() {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("door", door());
    lines.put("partner", sample.sender().value());
    Optional<Participant> sender = partners.registry().byId(sample.sender());
    lines.put("sender", sender.map(each -> each.uscc().toString()).orElse(""));
    sample.addressee().map(Uscc::toString).ifPresent(each -> lines.put("receiver", each));
    lines.put("serviceId", sample.service().id());
    lines.put("operation", sample.operation().name());
    lines.put("version", sample.service().version());
    lines.put("direction", sample.direction().name());
    lines.put("businessKey", sample.businessKey());
    partners
        .permission(
            sample.sender(),
            sample.service().id(),
            sample.service().purposesOf(sample.operation().name()))
        .ifPresent(
            each -> {
              lines.put("purposeCode", each.purpose());
              lines.put("legalBasis", each.legalBasis());
              if (each.needsConsent()) {
                lines.put("consentRef", sample.textOf("consentRef").orElse(CONSENT));
              }
              lines.put("agreementId", each.agreementId());
            });
    if (sample.operation().privacy().queriesPerOperator() > 0) {
      lines.put("operatorRef", "OPERATOR-0001");
    }
    lines.put("payload", "../../samples/" + sample.file());
    if (sample.direction() == Direction.FEED) {
      lines.put("rows", Long.toString(sample.rows()));
    }
    return "# In the name of a sandbox participant: put your own id, code and agreement.\n"
        + lines.entrySet().stream()
            .filter(each -> !each.getValue().isEmpty())
            .map(each -> each.getKey() + "=" + each.getValue() + "\n")
            .collect(Collectors.joining());
  }
}
