package io.kanhe.delivery;

import io.kanhe.message.Environment;
import io.kanhe.message.Uscc;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import io.kanhe.participant.SampleParticipant;
import io.kanhe.platform.Door;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Invented organisations: a gateway, a weather bureau and three insurers. */
public final class Participants implements ParticipantRegistry {

  public static final ParticipantId BUREAU = new ParticipantId("met-taizhou");
  public static final ParticipantId INSURER_A = new ParticipantId("insurer-a");
  public static final ParticipantId INSURER_B = new ParticipantId("insurer-b");
  public static final ParticipantId INSURER_C = new ParticipantId("insurer-c");

  private static final Set<Environment> REAL = Set.of(Environment.Actual);
  private static final Set<Environment> EVERY = Set.of(Environment.values());

  private final Participant gateway =
      participant("kanhe", "12331000TEXT000920", Role.GATEWAY, Door.MQ, null, List.of(), EVERY);
  private final List<Participant> all =
      List.of(
          insurerA(URI.create("https://localhost:9443/kanhe/inbox"), List.of()),
          participant(
              "insurer-b", "91331000TEXT000B9J", Role.INSURER, Door.MQ, null, List.of(), EVERY),
          participant(
              "insurer-c", "91330200TEXT000C7B", Role.INSURER, Door.MQ, null, List.of(), REAL),
          participant(
              "met-taizhou", "12331000TEXT000177", Role.MET, Door.MQ, null, List.of(), EVERY));

  public static Participant insurerA(URI endpoint, List<X509Certificate> tls) {
    return participant(
        "insurer-a", "91331000TEXT000A0M", Role.INSURER, Door.SOAP, endpoint, tls, EVERY);
  }

  private static Participant participant(
      String id,
      String uscc,
      Role role,
      Door door,
      URI endpoint,
      List<X509Certificate> tls,
      Set<Environment> environments) {
    return SampleParticipant.of(
        new ParticipantId(id),
        new Uscc(uscc),
        role,
        "331000",
        List.of(new Participant.Name("测试" + id, "Test " + id, LocalDate.of(2020, 1, 1), null)),
        List.of(),
        tls,
        door,
        endpoint,
        environments,
        100_000,
        true);
  }

  @Override
  public Optional<Participant> byId(ParticipantId id) {
    return Stream.concat(all.stream(), Stream.of(gateway))
        .filter(participant -> participant.id().equals(id))
        .findFirst();
  }

  @Override
  public Optional<Participant> byUscc(Uscc uscc) {
    return all.stream().filter(participant -> participant.uscc().equals(uscc)).findFirst();
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
    return all.stream().filter(participant -> participant.role() == role).toList();
  }

  @Override
  public List<Participant> all() {
    return all;
  }

  @Override
  public Participant gateway() {
    return gateway;
  }
}
