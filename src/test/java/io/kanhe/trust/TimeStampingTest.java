package io.kanhe.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimeStampingTest {

  private static final byte[] DATA = "a checkpoint".getBytes(StandardCharsets.UTF_8);
  private static final String POLICY = "1.2.3.4";

  private final TestPki pki = TestPki.create();
  private final TimeStamping stamping = Trust.timeStamping(pki.anchors(), AlgorithmPolicy.strict());

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "P_256", "SM2"})
  void takesTheStampOfATrustedAuthority(KeyKind kind) {
    TimeStamp stamp = stamp(unit(authority(kind), Clock.systemUTC()));
    assertThat(stamping.verify(stamp.token(), DATA).time()).isEqualTo(stamp.time());
    assertThat(Duration.between(stamp.time(), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(1));
    assertThat(stamp.policy()).isEqualTo(POLICY);
    assertThat(stamp.accuracy()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void takesTheStampOfAnAuthorityUnderSm2Alone() {
    TestPki national = TestPki.createSm2();
    TimeStampUnit unit =
        unit(
            national.issuing().timestamping(name("tsa"), KeyKind.SM2, validity(national.now())),
            Clock.systemUTC());
    TimeStamping under = Trust.timeStamping(national.anchors(), AlgorithmPolicy.strict());
    TimeStamping.Query query = under.query(DATA);
    TimeStamp stamp = query.accept(unit.respond(query.request()));
    assertThat(under.verify(stamp.token(), DATA).time()).isEqualTo(stamp.time());
    refused(ErrorCode.SIGNATURE_INVALID, () -> under.verify(stamp.token(), new byte[] {1}));
  }

  @Test
  void refusesTheAnswerToAnotherRequest() {
    TimeStampUnit unit = unit(authority(KeyKind.P_256), Clock.systemUTC());
    byte[] sameBytesOtherNonce = unit.respond(stamping.query(DATA).request());
    byte[] otherBytes = unit.respond(stamping.query(new byte[] {1}).request());
    refused(ErrorCode.SIGNATURE_INVALID, () -> stamping.query(DATA).accept(sameBytesOtherNonce));
    refused(ErrorCode.SIGNATURE_INVALID, () -> stamping.query(DATA).accept(otherBytes));
  }

  @Test
  void refusesARejectionOfTheAuthority() {
    TimeStampUnit unit = unit(authority(KeyKind.P_256), Clock.systemUTC());
    byte[] rejection = unit.respond("no request".getBytes(StandardCharsets.UTF_8));
    refused(ErrorCode.SIGNATURE_INVALID, () -> stamping.query(DATA).accept(rejection));
  }

  @Test
  void refusesAnAuthorityOfAnotherRoot() {
    TimeStampUnit stranger =
        unit(
            TestPki.create()
                .issuing()
                .timestamping(name("stranger"), KeyKind.P_256, validity(pki.now())),
            Clock.systemUTC());
    refused(ErrorCode.CERTIFICATE_UNTRUSTED, () -> stamp(stranger));
  }

  @Test
  void refusesACertificateThatWasNotInForceAtTheStampsTime() {
    Clock late = Clock.fixed(pki.now().plus(Duration.ofDays(2000)), ZoneOffset.UTC);
    TimeStampUnit expired = unit(authority(KeyKind.P_256), late);
    assertThatThrownBy(() -> stamp(expired)).isInstanceOf(KanheException.class);
  }

  @Test
  void refusesATokenWithOneBitChangedWhereverItIs() {
    byte[] token = stamp(unit(authority(KeyKind.P_256), Clock.systemUTC())).token();
    List<Integer> missed = new ArrayList<>();
    // Each byte once, over all positions of a bit: bit 5 is what spelling in capitals differs by.
    for (int bit = 5; bit < token.length * 8; bit += 9) {
      byte[] changed = token.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        stamping.verify(changed, DATA);
        missed.add(bit);
      } catch (KanheException expected) {
        assertThat(expected.code().number()).isLessThan(3000);
      }
    }
    assertThat(missed).isEmpty();
  }

  @Test
  void opensslTakesTheToken(@TempDir Path folder) throws Exception {
    TimeStamp stamp = stamp(unit(authority(KeyKind.P_256), Clock.systemUTC()));
    Path token = Files.write(folder.resolve("token.tst"), stamp.token());
    Path data = Files.write(folder.resolve("data"), DATA);
    Path root =
        Files.writeString(folder.resolve("root.pem"), Trust.pem(pki.anchors().subList(0, 1)));
    Path issuing =
        Files.writeString(folder.resolve("issuing.pem"), Trust.pem(pki.anchors().subList(1, 2)));
    OpenSsl.in(folder)
        .run(
            "ts",
            "-verify",
            "-token_in",
            "-in",
            token.toString(),
            "-data",
            data.toString(),
            "-CAfile",
            root.toString(),
            "-untrusted",
            issuing.toString());
  }

  private TimeStamp stamp(TimeStampUnit unit) {
    TimeStamping.Query query = stamping.query(DATA);
    return query.accept(unit.respond(query.request()));
  }

  private KeyIdentity authority(KeyKind kind) {
    return pki.issuing().timestamping(name("tsa"), kind, validity(pki.now()));
  }

  private static TimeStampUnit unit(KeyIdentity identity, Clock clock) {
    return Trust.timeStampUnit(identity, POLICY, clock);
  }

  private static SubjectName name(String name) {
    return new SubjectName("Kanhe Test Organisation", "Test", name, null);
  }

  private static Validity validity(Instant now) {
    return Validity.startingAt(now.minus(Duration.ofDays(1)), Duration.ofDays(300));
  }

  private static void refused(ErrorCode code, ThrowingCallable... calls) {
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(KanheException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
  }
}
