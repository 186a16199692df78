package io.kanhe.intake;

import io.kanhe.message.Environment;
import io.kanhe.message.Uscc;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import io.kanhe.participant.SampleParticipant;
import io.kanhe.platform.Door;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.Narrowing;
import io.kanhe.trust.TestPki;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Invented participants with certificates of a test authority. */
final class Partners implements ParticipantRegistry {

  static final ParticipantId MET = new ParticipantId("met-taizhou");
  static final ParticipantId INSURER_A = new ParticipantId("insurer-a");
  static final ParticipantId INSURER_B = new ParticipantId("insurer-b");

  final TestPki pki = TestPki.create();
  private final Map<ParticipantId, Participant> participants = new LinkedHashMap<>();
  private final Map<ParticipantId, KeyIdentity> keys = new LinkedHashMap<>();

  Partners() {
    add("kanhe", "12331000TEXT000920", Role.GATEWAY, 1000, true);
    add("met-taizhou", "12331000TEXT000177", Role.MET, 1000, true);
    add("insurer-a", "91331000TEXT000A0M", Role.INSURER, 2, true);
    add("insurer-b", "91331000TEXT000B9J", Role.INSURER, 1000, true);
    add("emergency-tz", "11331000TEXT00068J", Role.EMERGENCY, 1000, false);
  }

  KeyIdentity key(String id) {
    return keys.get(new ParticipantId(id));
  }

  Uscc uscc(String id) {
    return participants.get(new ParticipantId(id)).uscc();
  }

  /** As {@code algorithms:} in a participant's file. */
  void narrow(String id, Narrowing algorithms) {
    participants.computeIfPresent(
        new ParticipantId(id), (slug, old) -> SampleParticipant.narrowed(old, algorithms));
  }

  private void add(String id, String uscc, Role role, int quota, boolean active) {
    ParticipantId slug = new ParticipantId(id);
    KeyIdentity key = pki.participant(id).build();
    keys.put(slug, key);
    participants.put(
        slug,
        SampleParticipant.of(
            slug,
            new Uscc(uscc),
            role,
            "331000",
            List.of(new Participant.Name(id, id, LocalDate.EPOCH, null)),
            List.of(key.certificate()),
            List.of(),
            Door.MQ,
            null,
            Set.of(Environment.Actual),
            quota,
            active));
  }

  @Override
  public Optional<Participant> byId(ParticipantId id) {
    return Optional.ofNullable(participants.get(id));
  }

  @Override
  public Optional<Participant> byUscc(Uscc uscc) {
    return participants.values().stream().filter(p -> p.uscc().equals(uscc)).findFirst();
  }

  @Override
  public Optional<Participant> bySigningCertificate(X509Certificate certificate) {
    return participants.values().stream()
        .filter(p -> p.signingCertificates().contains(certificate))
        .findFirst();
  }

  @Override
  public Optional<Participant> byTlsCertificate(X509Certificate certificate) {
    return Optional.empty();
  }

  @Override
  public List<Participant> byRole(Role role) {
    return participants.values().stream().filter(p -> p.role() == role).toList();
  }

  @Override
  public List<Participant> all() {
    return participants.values().stream().filter(p -> p.role() != Role.GATEWAY).toList();
  }

  @Override
  public Participant gateway() {
    return byRole(Role.GATEWAY).get(0);
  }
}
