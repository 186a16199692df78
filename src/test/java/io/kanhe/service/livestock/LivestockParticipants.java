package io.kanhe.service.livestock;

import io.kanhe.message.Environment;
import io.kanhe.message.Uscc;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import io.kanhe.participant.SampleParticipant;
import io.kanhe.platform.Door;
import io.kanhe.routing.TestParticipants;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The invented participants of the sandbox, with a husbandry department and a disposal plant. */
final class LivestockParticipants implements ParticipantRegistry {

  private final ParticipantRegistry others = new TestParticipants();
  private final List<Participant> own =
      List.of(
          of("husbandry-tz", "11331000TEXT00041T", Role.HUSBANDRY),
          of("disposal-plant", Disposals.PLANT, Role.DISPOSAL_PLANT));

  private static Participant of(String id, String uscc, Role role) {
    return SampleParticipant.of(
        new ParticipantId(id),
        new Uscc(uscc),
        role,
        "331000",
        List.of(new Participant.Name("示例", id, LocalDate.of(2020, 1, 1), null)),
        List.of(),
        List.of(),
        Door.MQ,
        null,
        Set.of(Environment.values()),
        1_000,
        true);
  }

  Participant named(String id) {
    return byId(new ParticipantId(id)).orElseThrow();
  }

  @Override
  public Optional<Participant> byId(ParticipantId id) {
    return all().stream().filter(each -> each.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Participant> byUscc(Uscc uscc) {
    return all().stream().filter(each -> each.uscc().equals(uscc)).findFirst();
  }

  @Override
  public Optional<Participant> bySigningCertificate(X509Certificate certificate) {
    return Optional.empty();
  }

  @Override
  public Optional<Participant> byTlsCertificate(X509Certificate certificate) {
    return Optional.empty();
  }

  @Override
  public List<Participant> byRole(Role role) {
    return all().stream().filter(each -> each.role() == role).toList();
  }

  @Override
  public List<Participant> all() {
    return Stream.concat(own.stream(), others.all().stream()).toList();
  }

  @Override
  public Participant gateway() {
    return others.gateway();
  }
}
