package io.kanhe.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.Digest;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.trust.Trust;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest {

  private static final byte[] CONTENT = "测试甲 331081********0178".getBytes(StandardCharsets.UTF_8);
  private static final String FIRST = MasterKeys.newLine("m1");
  private static final String SECOND = MasterKeys.newLine("m2");

  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = Databases.open(new DatabaseSettings("", "", "", 2), folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES-256-GCM", "SM4-GCM"})
  void whatIsSealedOpensAgainAfterARestart(String cipher) {
    Bodies bodies = bodies(FIRST, cipher);
    byte[] stored = TestBodies.key(database, bodies, 7).seal(BodyRole.RAW, "a/1", CONTENT);
    assertThat(new String(stored, StandardCharsets.UTF_8)).doesNotContain("331081");
    Bodies later = bodies(FIRST + SECOND, "AES-256-GCM");
    assertThat(later.of(7).open(BodyRole.RAW, "a/1", stored)).isEqualTo(CONTENT);
  }

  @Test
  void bytesOpenOnlyInTheirOwnPlace() {
    Bodies bodies = bodies(FIRST, "AES-256-GCM");
    BodyKey key = TestBodies.key(database, bodies, 7);
    byte[] stored = key.seal(BodyRole.RAW, "a/1", CONTENT);
    refused(() -> key.open(BodyRole.RAW, "a/2", stored));
    refused(() -> key.open(BodyRole.DELIVERY, "a/1", stored));
    refused(() -> TestBodies.key(database, bodies, 8).open(BodyRole.RAW, "a/1", stored));
    stored[stored.length / 2] ^= 1;
    refused(() -> key.open(BodyRole.RAW, "a/1", stored));
    refused(() -> key.open(BodyRole.RAW, "a/1", new byte[3]));
    assertThat(bodies.damaged()).isEqualTo(5);
  }

  @Test
  void aKeyMovedToAnotherMessageDoesNotUnwrap() {
    Bodies bodies = bodies(FIRST, "AES-256-GCM");
    TestBodies.key(database, bodies, 7);
    database.write(
        connection ->
            connection.createStatement().executeUpdate("UPDATE body_key SET ledger_index = 8"));
    assertThat(bodies.damaged()).isZero();
    refused(() -> bodies.of(8));
    assertThat(bodies.damaged()).isEqualTo(1);
  }

  @Test
  void aNewMasterKeyTakesOverAndTheOldOneCanGo() {
    byte[] stored =
        TestBodies.key(database, bodies(FIRST, "AES-256-GCM"), 7)
            .seal(BodyRole.RAW, "a/1", CONTENT);
    Bodies both = bodies(FIRST + SECOND, "AES-256-GCM");
    assertThatThrownBy(() -> bodies(SECOND, "AES-256-GCM").requireMasters())
        .isInstanceOf(KanheException.class)
        .hasMessageContaining("[m1]");
    assertThat(both.rewrap(10)).isEqualTo(1);
    assertThat(both.rewrap(10)).isZero();
    Bodies second = bodies(SECOND, "AES-256-GCM");
    second.requireMasters();
    assertThat(second.of(7).open(BodyRole.RAW, "a/1", stored)).isEqualTo(CONTENT);
  }

  @Test
  void theSaltedDigestDiffersFromMessageToMessage() {
    Bodies bodies = bodies(FIRST, "AES-256-GCM");
    Digest digest = Digest.sha256(CONTENT);
    String salted = bodies.newKey().salted(digest);
    assertThat(salted).startsWith("HMAC-SHA-256:").doesNotContain(digest.hex());
    assertThat(bodies.newKey().salted(digest)).isNotEqualTo(salted);
    BodyKey kept = TestBodies.key(database, bodies, 7);
    assertThat(bodies.of(7).salted(digest)).isEqualTo(kept.salted(digest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only this", "m1", "m1 AAAA", "M1 x"})
  void aFileWithoutKeysFailsTheStart(String text) {
    assertThatThrownBy(() -> MasterKeys.parse(text))
        .isInstanceOfSatisfying(
            KanheException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID));
  }

  @Test
  void twoKeysOfOneNameAndOtherCiphersFailTheStart() {
    assertThatThrownBy(() -> MasterKeys.parse(FIRST + MasterKeys.newLine("m1")))
        .isInstanceOf(KanheException.class);
    assertThatThrownBy(() -> Trust.bodyCipher("AES-128-CBC"))
        .isInstanceOf(KanheException.class)
        .hasMessageContaining("AES-256-GCM or SM4-GCM");
  }

  private Bodies bodies(String masters, String cipher) {
    return new Bodies(database, MasterKeys.parse(masters), Trust.bodyCipher(cipher));
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
  }
}
