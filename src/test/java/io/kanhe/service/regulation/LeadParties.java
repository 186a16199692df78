package io.kanhe.service.regulation;

import io.kanhe.message.Environment;
import io.kanhe.message.Uscc;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import io.kanhe.participant.SampleParticipant;
import io.kanhe.platform.Door;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who takes part in leads, invented and without certificates. */
final class LeadParties implements ParticipantRegistry {

  static final Participant GATEWAY = party("kanhe", "12331000TEXT000920", Role.GATEWAY);
  static final Participant INSURER_A = party("insurer-a", "91331000TEXT000A0M", Role.INSURER);
  static final Participant INSURER_B = party("insurer-b", "91331000TEXT000B9J", Role.INSURER);
  static final Participant POLICE = party("police-econ-tz", "11331000TEXT000GXX", Role.POLICE_ECON);
  static final Participant OTHER_POLICE =
      party("police-econ-wz", "11331000TEXT00105Q", Role.POLICE_ECON);
  static final Participant REGULATOR =
      party("regulator-zj", "11330000TEXT0005X6", Role.REGULATOR_LOCAL);

  static final Participant MEDIATOR = party("mediation-tz", "52331000TEXT000K26", Role.MEDIATION);
  static final Participant COMMISSION =
      party("political-legal-tz", "11331000TEXT000M95", Role.POLITICAL_LEGAL);

  private final List<Participant> everybody =
      List.of(GATEWAY, INSURER_A, INSURER_B, POLICE, OTHER_POLICE, REGULATOR, MEDIATOR, COMMISSION);

  private static Participant party(String id, String uscc, Role role) {
    return SampleParticipant.of(
        new ParticipantId(id),
        new Uscc(uscc),
        role,
        "331000",
        List.of(new Participant.Name(id, id, LocalDate.EPOCH, null)),
        List.of(),
        List.of(),
        Door.MQ,
        null,
        Set.of(Environment.Exercise),
        100,
        true);
  }

  @Override
  public Optional<Participant> byId(ParticipantId id) {
    return everybody.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Participant> byUscc(Uscc uscc) {
    return everybody.stream().filter(each -> each.uscc().equals(uscc)).findFirst();
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
    return everybody.stream().filter(each -> each.role() == role).toList();
  }

  @Override
  public List<Participant> all() {
    return everybody.stream().filter(each -> each.role() != Role.GATEWAY).toList();
  }

  @Override
  public Participant gateway() {
    return GATEWAY;
  }
}
