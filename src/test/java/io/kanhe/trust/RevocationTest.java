package io.kanhe.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.RevocationPolicy.Mode;
import io.kanhe.trust.internal.OnlineRevocation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Revocation over real HTTP, with the answers that a partner's authority may give. */
class RevocationTest {

  private final TestPki pki = newPki();
  private final KeyIdentity signer = newSigner(pki);
  private final StatusAuthority rootStatus = status(pki.root());
  private final StatusAuthority status = status(pki.issuing());
  private final StatusServer rootServer = new StatusServer(rootStatus);
  private final StatusServer server = new StatusServer(status);
  private final MemoryRevocationMemory memory = new MemoryRevocationMemory();
  private final List<OnlineRevocation> opened = new ArrayList<>();

  /** Authorities and, below, their members: of another kind in {@link Sm2RevocationTest}. */
  TestPki newPki() {
    return TestPki.create();
  }

  KeyIdentity newSigner(TestPki authorities) {
    return authorities.participant("met-taizhou").build();
  }

  @AfterEach
  void close() {
    opened.forEach(OnlineRevocation::close);
    server.close();
    rootServer.close();
  }

  @ParameterizedTest
  @EnumSource(value = Mode.class, names = "OFF", mode = EnumSource.Mode.EXCLUDE)
  void goodCertificateIsTrustedWithTheAnswerAsEvidence(Mode mode) {
    Standing standing = trust(mode, Duration.ZERO).check(signer.certificate(), Instant.now());
    assertThat(standing.answers()).hasSize(2);
    assertThat(standing.fact()).matches("((ocsp|crl) SHA-256:[0-9a-f]{64}(, )?){2}");
  }

  @ParameterizedTest
  @EnumSource(value = Mode.class, names = "OFF", mode = EnumSource.Mode.EXCLUDE)
  void revokedCertificateIsRefusedWith2002(Mode mode) {
    status.revoke(signer.certificate());
    assertRefused(ErrorCode.CERTIFICATE_REVOKED, "revoked", trust(mode, Duration.ZERO));
  }

  @ParameterizedTest
  @EnumSource(value = Mode.class, names = "OFF", mode = EnumSource.Mode.EXCLUDE)
  void revokedAuthorityTakesItsCertificatesAlong(Mode mode) {
    rootStatus.revoke(pki.issuing().certificate());
    assertRefused(ErrorCode.CERTIFICATE_REVOKED, "authority", trust(mode, Duration.ZERO));
  }

  @ParameterizedTest
  @EnumSource(value = Mode.class, names = "OFF", mode = EnumSource.Mode.EXCLUDE)
  void revocationInTheMidstOfARunIsFoundInTheBackground(Mode mode) {
    CertificateTrust trust = trust(mode, Duration.ZERO);
    trust.check(signer.certificate(), Instant.now());
    status.revoke(signer.certificate());
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertRefused(ErrorCode.CERTIFICATE_REVOKED, "revoked", trust));
    status.restore(signer.certificate());
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .untilAsserted(() -> trust.check(signer.certificate(), Instant.now()));
  }

  @ParameterizedTest
  @EnumSource(value = Mode.class, names = "OFF", mode = EnumSource.Mode.EXCLUDE)
  void anOperatorDoesNotWaitForTheNextTurn(Mode mode) {
    OnlineRevocation revocation =
        Trust.revocation(
            policy(mode, Duration.ZERO, Duration.ofMinutes(5)), memory, Clock.systemUTC());
    opened.add(revocation);
    CertificateTrust trust = Trust.certificateTrust(pki.anchors(), revocation);
    trust.check(signer.certificate(), Instant.now());
    status.revoke(signer.certificate());
    trust.check(signer.certificate(), Instant.now());
    assertThat(revocation.askAgain()).isEqualTo(2);
    assertRefused(ErrorCode.CERTIFICATE_REVOKED, "revoked", trust);
    status.restore(signer.certificate());
    revocation.askAgain();
    trust.check(signer.certificate(), Instant.now());
  }

  @Test
  void answersFromMemoryWithoutAskingForEveryMessage() {
    CertificateTrust trust =
        trust(policy(Mode.OCSP, Duration.ZERO, Duration.ofMinutes(5)), Clock.systemUTC());
    for (int i = 0; i < 100; i++) {
      trust.check(signer.certificate(), Instant.now());
    }
    assertThat(server.questions()).isEqualTo(1);
  }

  @Test
  void withoutAnAnswerItIsClosed() {
    server.down(true);
    assertRefused(
        ErrorCode.REVOCATION_UNKNOWN, "status 200", trust(Mode.OCSP_THEN_CRL, Duration.ZERO));
  }

  @Test
  void graceBridgesAnOutageUntilItEndsAndRestartsDoNotProlongIt() {
    server.down(true);
    Instant begin = Instant.now();
    Standing bridged = trust(Mode.OCSP, Duration.ofHours(4)).check(signer.certificate(), begin);
    assertThat(bridged.fact()).contains("grace since");
    CertificateTrust restarted = trust(Mode.OCSP, Duration.ofHours(4));
    Instant late = begin.plus(Duration.ofMinutes(239));
    assertThat(restarted.check(signer.certificate(), late).graceSince()).isEqualTo(begin);
    Instant over = begin.plus(Duration.ofMinutes(241));
    assertThatThrownBy(
            () -> trust(Mode.OCSP, Duration.ofHours(4)).check(signer.certificate(), over))
        .hasMessageContaining("grace since " + begin + " is over");
  }

  @Test
  void outageBringsNoRevokedCertificateBack() {
    status.revoke(signer.certificate());
    CertificateTrust first = trust(Mode.OCSP, Duration.ofHours(4));
    assertRefused(ErrorCode.CERTIFICATE_REVOKED, "revoked", first);
    server.down(true);
    CertificateTrust restarted = trust(Mode.OCSP, Duration.ofHours(4));
    assertRefused(ErrorCode.CERTIFICATE_REVOKED, "revoked", restarted);
  }

  @Test
  void authorityThatDoesNotKnowTheCertificateIsNoOutageToBridge() {
    server.ocsp(request -> OcspForge.unknown(request, pki.issuing().identity()));
    assertRefused(
        ErrorCode.REVOCATION_UNKNOWN, "does not know", trust(Mode.OCSP, Duration.ofHours(4)));
  }

  @Test
  void badAnswersAreNoAnswersAndTheReasonIsSaid() {
    KeyIdentity authority = pki.issuing().identity();
    OcspForge forge = new OcspForge(authority);
    assertNoAnswer("nonce differs", forge.withNonce(new byte[] {4, 2, 1})::answer);
    assertNoAnswer("does not verify", forge.withBrokenSignature()::answer);
    assertNoAnswer("stale", forge.from(Instant.now().minus(Duration.ofDays(2)))::answer);
    assertNoAnswer(
        "begins in the future", forge.from(Instant.now().plus(Duration.ofDays(2)))::answer);
    assertNoAnswer("nobody that the issuer named", forge.signedBy(signer, false)::answer);
    assertNoAnswer("is not for that", forge.signedBy(signer, true)::answer);
    assertNoAnswer("about another certificate", forge.about(42)::answer);
    assertNoAnswer("weak algorithm", forge.signedWith(weakAlgorithm())::answer);
    assertNoAnswer("cannot be read", request -> new byte[] {0x30, 0x03, 0x02});
    assertNoAnswer("answered with status 6", request -> OcspForge.refusal());
    assertNoAnswer("more than is allowed", request -> new byte[100_000]);
  }

  @Test
  void responderThatTheIssuerNamedIsBelieved() {
    KeyIdentity responder = OcspForge.responder(pki.issuing().identity(), true);
    server.ocsp(new OcspForge(pki.issuing().identity()).signedBy(responder, true)::answer);
    trust(Mode.OCSP, Duration.ZERO).check(signer.certificate(), Instant.now());
    KeyIdentity unmarked = OcspForge.responder(pki.issuing().identity(), false);
    assertNoAnswer(
        "is not for that",
        new OcspForge(pki.issuing().identity()).signedBy(unmarked, true)::answer);
  }

  @Test
  void listsOfOthersStaleOnesAndUnknownCriticalOnesSettleNothing() {
    KeyIdentity other = newPki().issuing().identity();
    assertNoList("settles it", () -> status(other).list());
    assertNoList("stale", () -> CrlForge.list(pki.issuing().identity(), -1, false));
    assertNoList("settles it", () -> CrlForge.list(pki.issuing().identity(), 1, true));
    assertNoList("cannot be read", () -> new byte[] {1, 2, 3});
  }

  @Test
  void redirectsAndPrivateAddressesAreNotFollowed() {
    assertRefused(
        ErrorCode.REVOCATION_UNKNOWN,
        "status 200",
        trust(policyTo(server.address("/moved"), Set.of("localhost")), Clock.systemUTC()));
    assertRefused(
        ErrorCode.REVOCATION_UNKNOWN,
        "private address",
        trust(policyTo(server.address("/ocsp"), Set.of()), Clock.systemUTC()));
  }

  @Test
  void participantsOtherAuthorityIsRefused() {
    TestPki other = newPki();
    List<X509Certificate> both = new ArrayList<>(pki.anchors());
    both.addAll(other.anchors());
    CertificateTrust trust = Trust.certificateTrust(both);
    List<X509Certificate> pins = List.of(other.issuing().certificate());
    assertThatThrownBy(() -> trust.check(signer.certificate(), Instant.now(), pins))
        .hasMessageContaining("another authority");
    trust.check(signer.certificate(), Instant.now(), List.of(pki.issuing().certificate()));
  }

  @Test
  void certificatesOfARolloverAreTrustedInTheirOwnTimeOnly() {
    Instant now = Instant.now();
    Duration month = Duration.ofDays(30);
    KeyIdentity old =
        pki.participant("agency").during(new Validity(now.minus(month), now.plus(month))).build();
    KeyIdentity next =
        pki.participant("agency")
            .during(new Validity(now, now.plus(month.multipliedBy(9))))
            .build();
    CertificateTrust trust = pki.trust();
    trust.check(old.certificate(), now.plusSeconds(60));
    trust.check(next.certificate(), now.plusSeconds(60));
    assertThatThrownBy(() -> trust.check(next.certificate(), now.minusSeconds(60)))
        .hasMessageContaining("not yet valid");
    assertThatThrownBy(() -> trust.check(old.certificate(), now.plus(month).plusSeconds(60)))
        .hasMessageContaining("expired");
    trust.check(next.certificate(), now.plus(month).plusSeconds(60));
  }

  @Test
  void keptAnswersAreCheckedOfflineForTheMomentOfTheMessage() {
    Instant at = Instant.now();
    Standing standing = trust(Mode.OCSP, Duration.ZERO).check(signer.certificate(), at);
    List<byte[]> kept = standing.answers().stream().map(RevocationAnswer::bytes).toList();
    Trust.archivedRevocation(kept, List.of()).check(standing.path(), at);
    assertThatThrownBy(
            () ->
                Trust.archivedRevocation(kept, List.of())
                    .check(standing.path(), at.plus(Duration.ofDays(2))))
        .hasMessageContaining("no kept answer covers");
    assertThatThrownBy(
            () ->
                Trust.archivedRevocation(kept.subList(0, 1), List.of()).check(standing.path(), at))
        .hasMessageContaining("no kept answer covers");
  }

  @Test
  void opensslAgrees(@TempDir Path folder) throws IOException {
    OpenSsl openssl = OpenSsl.in(folder);
    openssl.write("root.pem", Trust.pem(List.of(pki.root().certificate())).getBytes());
    openssl.write("ca.pem", Trust.pem(List.of(pki.issuing().certificate())).getBytes());
    openssl.write("signer.pem", Trust.pem(List.of(signer.certificate())).getBytes());
    assertThat(verifyByList(openssl)).isZero();
    assertThat(verifyByOcsp(openssl)).contains("signer.pem: good");
    status.revoke(signer.certificate());
    assertThat(verifyByList(openssl)).isNotZero();
    assertThat(verifyByOcsp(openssl)).contains("signer.pem: revoked");
    assertRefused(
        ErrorCode.CERTIFICATE_REVOKED, "revoked", trust(Mode.OCSP_THEN_CRL, Duration.ZERO));
  }

  /** What a responder of this kind of key could sign by, and must not. */
  String weakAlgorithm() {
    return "SHA1withECDSA";
  }

  final TestPki pki() {
    return pki;
  }

  final StatusAuthority status() {
    return status;
  }

  private int verifyByList(OpenSsl openssl) throws IOException {
    openssl.write("list.crl", status.list());
    openssl.run("crl", "-inform", "DER", "-in", "list.crl", "-out", "list.pem");
    return openssl.exitCode(
        "verify",
        "-crl_check",
        "-CRLfile",
        "list.pem",
        "-CAfile",
        "root.pem",
        "-untrusted",
        "ca.pem",
        "signer.pem");
  }

  private String verifyByOcsp(OpenSsl openssl) throws IOException {
    openssl.run(
        "ocsp",
        "-issuer",
        "ca.pem",
        "-cert",
        "signer.pem",
        "-url",
        server.address("/ocsp").toString(),
        "-CAfile",
        "root.pem",
        "-verify_other",
        "ca.pem");
    return new String(openssl.read("openssl.log"));
  }

  private void assertNoAnswer(String reason, java.util.function.UnaryOperator<byte[]> answers) {
    server.ocsp(answers);
    assertRefused(ErrorCode.REVOCATION_UNKNOWN, reason, trust(Mode.OCSP, Duration.ZERO));
  }

  private void assertNoList(String reason, java.util.function.Supplier<byte[]> list) {
    server.list(list);
    assertRefused(ErrorCode.REVOCATION_UNKNOWN, reason, trust(Mode.CRL, Duration.ZERO));
  }

  private void assertRefused(ErrorCode code, String reason, CertificateTrust trust) {
    ThrowingCallable check = () -> trust.check(signer.certificate(), Instant.now());
    assertThatThrownBy(check)
        .isInstanceOfSatisfying(KanheException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(reason);
  }

  final CertificateTrust trust(Mode mode, Duration grace) {
    return trust(policy(mode, grace, Duration.ofMillis(200)), Clock.systemUTC());
  }

  private CertificateTrust trust(RevocationPolicy policy, Clock clock) {
    OnlineRevocation revocation = Trust.revocation(policy, memory, clock);
    opened.add(revocation);
    return Trust.certificateTrust(pki.anchors(), revocation);
  }

  private RevocationPolicy policy(Mode mode, Duration grace, Duration refresh) {
    return policy(mode, grace, refresh, server.address("/ocsp"), Set.of("localhost"));
  }

  private RevocationPolicy policyTo(URI ocsp, Set<String> hosts) {
    return policy(Mode.OCSP, Duration.ZERO, Duration.ofMinutes(5), ocsp, hosts);
  }

  private RevocationPolicy policy(
      Mode mode, Duration grace, Duration refresh, URI ocsp, Set<String> hosts) {
    return new RevocationPolicy(
        mode,
        grace,
        Duration.ofMinutes(10),
        refresh,
        Duration.ofSeconds(5),
        1 << 20,
        false,
        hosts,
        List.of(
            new RevocationPolicy.Source(
                pki.issuing().certificate(), ocsp, server.address("/list"), null),
            new RevocationPolicy.Source(
                pki.root().certificate(),
                rootServer.address("/ocsp"),
                rootServer.address("/list"),
                null)));
  }

  private static StatusAuthority status(CertificateAuthority authority) {
    return status(authority.identity());
  }

  private static StatusAuthority status(KeyIdentity authority) {
    return Trust.statusAuthority(authority, Duration.ofHours(1), Clock.systemUTC());
  }
}
