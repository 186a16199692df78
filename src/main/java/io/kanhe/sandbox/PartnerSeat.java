package io.kanhe.sandbox;

import io.kanhe.catalogue.PublishedCatalogue;
import io.kanhe.catalogue.SampleMessage;
import io.kanhe.catalogue.Service;
import io.kanhe.message.Direction;
import io.kanhe.message.Uscc;
import io.kanhe.participant.ConfiguredPartners;
import io.kanhe.participant.ConfiguredPartners.Permission;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who a partner simulator is, and what the configuration lets it send. */
final class PartnerSeat {

  private final PartnerOptions options;
  private final PublishedCatalogue catalogue;
  private final ConfiguredPartners partners;

  PartnerSeat(PartnerOptions options) {
    this.options = options;
    this.catalogue = PublishedCatalogue.read(options.config.resolve("catalogue"));
    this.partners = ConfiguredPartners.read(options.config);
  }

  PublishedCatalogue catalogue() {
    return catalogue;
  }

  /** As configured; empty for a partner that is known to its gateway alone. */
  Optional<Participant> participant() {
    return partners.registry().byId(new ParticipantId(options.id()));
  }

  Uscc code() throws PartnerProblem {
    String given = options.code;
    if (given != null) {
      return uscc(given, "--code");
    }
    return participant()
        .map(Participant::uscc)
        .orElseThrow(
            () ->
                new PartnerProblem(
                    "'"
                        + options.id()
                        + "' is no participant of --config: give its code by --code"));
  }

  Uscc gatewayCode() throws PartnerProblem {
    String given = options.gatewayCode;
    return given == null ? partners.registry().gateway().uscc() : uscc(given, "--gateway-code");
  }

  /** What the header of a sample says; empty if the configuration has no agreement. */
  Optional<Permission> permission(SampleMessage sample) {
    return partners.permission(
        new ParticipantId(options.id()),
        sample.service().id(),
        sample.service().purposesOf(sample.operation().name()));
  }

  /** Samples that this partner may send of its own accord: no answers, and none of others' part. */
  List<SampleMessage> sendable() {
    List<SampleMessage> all = new ArrayList<>();
    for (Service service : catalogue.services()) {
      catalogue.samples(service).stream()
          .filter(each -> each.direction() != Direction.RESPONSE && isOwnPart(each))
          .filter(each -> options.agreement != null || permission(each).isPresent())
          .forEach(all::add);
    }
    return all;
  }

  /** Written in this partner's name, or in that of another of its role. */
  private boolean isOwnPart(SampleMessage sample) {
    return sample.sender().value().equals(options.id()) || ownRole().equals(role(sample.sender()));
  }

  /** Of a partner that is known to its gateway alone: that of its kind. */
  private Optional<Role> ownRole() {
    return participant()
        .map(Participant::role)
        .or(() -> role(new ParticipantId(options.kind.sandboxId())));
  }

  private Optional<Role> role(ParticipantId id) {
    return partners.registry().byId(id).map(Participant::role);
  }

  /** The payload of a sample, in this partner's name where it is written in another's. */
  byte[] payload(SampleMessage sample) throws PartnerProblem {
    String text = new String(sample.payload(), StandardCharsets.UTF_8);
    if (sample.format().kind() == Service.Kind.XML) {
      text = text.replaceFirst("^<\\?xml[^>]*\\?>\\s*", "").strip();
    }
    Optional<Uscc> other = partners.registry().byId(sample.sender()).map(Participant::uscc);
    if (other.isPresent()) {
      text = text.replace(other.get().toString(), code().toString());
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The sample that {@code service}, {@code service.operation} or {@code ….format} names. */
  SampleMessage named(String name) throws PartnerProblem {
    List<SampleMessage> sendable = sendable();
    for (SampleMessage each : sendable) {
      String operation = each.service().id() + "." + each.operation().name();
      if (name.equals(each.service().id())
          || name.equals(operation)
          || name.equals(operation + "." + each.format().name())) {
        return each;
      }
    }
    Set<String> names = new TreeSet<>();
    sendable.forEach(each -> names.add(each.service().id() + "." + each.operation().name()));
    throw new PartnerProblem(
        "--send "
            + name
            + ": "
            + options.id()
            + " may send "
            + (names.isEmpty() ? "nothing: give --agreement, --config has none" : names));
  }

  private static Uscc uscc(String text, String option) throws PartnerProblem {
    try {
      return new Uscc(text);
    } catch (IllegalArgumentException e) {
      throw new PartnerProblem(
          option + " " + text + ": expected 18 characters with a right check character");
    }
  }
}
