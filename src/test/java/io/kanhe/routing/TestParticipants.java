package io.kanhe.routing;

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

/** The invented participants of the sandbox, without certificates. */
public final class TestParticipants implements ParticipantRegistry {

  private final List<Participant> all =
      List.of(
          of("emergency-tz", "11331000TEXT00068J", Role.EMERGENCY, "台州市应急管理局（演示）", true),
          of("insurer-a", "91331000TEXT000A0M", Role.INSURER, "甲保险（演示）", true),
          of("insurer-b", "91331000TEXT000B9J", Role.INSURER, "乙保险（演示）", true),
          of("insurer-c", "91330200TEXT000C7B", Role.INSURER, "丙保险（演示）", true),
          of("met-taizhou", "12331000TEXT000177", Role.MET, "台州市气象台", true),
          of("regulator-zj", "11330000TEXT0005X6", Role.REGULATOR_LOCAL, "浙江监管局（演示）", true),
          of("water-taizhou", "11331000TEXT000255", Role.WATER, "台州市水利局（演示）", false));

  private static Participant of(String id, String uscc, Role role, String name, boolean active) {
    return SampleParticipant.of(
        new ParticipantId(id),
        new Uscc(uscc),
        role,
        "331000",
        List.of(new Participant.Name(name, id, LocalDate.of(2020, 1, 1), null)),
        List.of(),
        List.of(),
        Door.MQ,
        null,
        Set.of(Environment.Exercise, Environment.Actual),
        1_000,
        active);
  }

  public Participant named(String id) {
    return byId(new ParticipantId(id)).orElseThrow();
  }

  @Override
  public Optional<Participant> byId(ParticipantId id) {
    return all.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Participant> byUscc(Uscc uscc) {
    return all.stream().filter(each -> each.uscc().equals(uscc)).findFirst();
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
    return all.stream().filter(each -> each.role() == role).toList();
  }

  @Override
  public List<Participant> all() {
    return all;
  }

  @Override
  public Participant gateway() {
    return of("kanhe", "12331000TEXT000920", Role.GATEWAY, "勘合", true);
  }
}
