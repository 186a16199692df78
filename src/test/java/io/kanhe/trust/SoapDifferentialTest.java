package io.kanhe.trust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.message.xml.ExclusiveCanonicalizer;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.wss4j.dom.engine.WSSConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepted by Kanhe means that {@code xmlsec1} accepts the archived bytes, over the same parts;
 * what {@code xmlsec1} accepts and we refuse is refused by a rule of the profile, never as a wrong
 * signature. {@code kanhe.fuzz.messages} mutants, from the seed {@code kanhe.fuzz.seed}.
 */
class SoapDifferentialTest {

  private static final Logger LOG = LoggerFactory.getLogger(SoapDifferentialTest.class);
  private static final int BATCH = 500;

  private static KeyIdentity rsa;
  private static KeyIdentity p256;

  private final SoapVerifier strict = Trust.soapVerifier(AlgorithmPolicy.strict());

  /** Codes that depend on the certificate which the message itself carries. */
  private static final Set<ErrorCode> JUDGED_BY_THE_TOKEN =
      Set.of(ErrorCode.SIGNATURE_INVALID, ErrorCode.ALGORITHM_FORBIDDEN, ErrorCode.MALFORMED);

  @TempDir Path folder;

  /** Counts by kind of outcome, and every disagreement with the seed that makes it again. */
  private static final class Tally {
    final Map<String, Integer> counts = new TreeMap<>();
    final List<String> disagreements = new ArrayList<>();

    void count(String kind) {
      counts.merge(kind, 1, Integer::sum);
    }

    void note(String wrong, String from, byte[] message) throws IOException {
      if (!wrong.isEmpty()) {
        Path kept = Files.createDirectories(Path.of("target", "disagreements"));
        Files.write(kept.resolve(disagreements.size() + ".xml"), message);
        disagreements.add(from + ": " + wrong);
      }
    }
  }

  @BeforeAll
  static void makeKeys() {
    WSSConfig.init();
    TestPki pki = TestPki.create();
    rsa = pki.participant("met-taizhou").rsa().build();
    p256 = pki.participant("met-taizhou").build();
  }

  @Test
  void decidesAsXmlsec1DoesOnEveryMutant() throws Exception {
    XmlSec xmlsec = XmlSec.in(folder);
    int messages = Integer.getInteger("kanhe.fuzz.messages", 2000);
    long seed = Long.getLong("kanhe.fuzz.seed", 20261124L);
    Tally tally = new Tally();
    compare(xmlsec, strict, rsa, seed, messages / 2, tally);
    compare(xmlsec, strict, p256, seed + 1_000_000_000L, messages - messages / 2, tally);

    LOG.info("{} mutants from seed {}: {}", messages, seed, tally.counts);
    assertThat(tally.disagreements).isEmpty();
    assertThat(tally.counts).containsKey("accepted by both");
  }

  /**
   * The negative control: a gateway that reads the message again before it verifies, without what a
   * reader passes over, accepts bytes that {@code xmlsec1} refuses.
   */
  @Test
  void findsAVerifierThatDoesNotLookAtTheRawBytes() throws Exception {
    XmlSec xmlsec = XmlSec.in(folder);
    SoapVerifier gateOff = raw -> strict.verify(reread(raw));
    Tally tally = new Tally();
    compare(xmlsec, gateOff, p256, 1, 500, tally);

    assertThat(tally.disagreements).isNotEmpty();
  }

  /** What one of the two says of a message: accepted with these parts, or refused. */
  private record Answer(@Nullable VerifiedSoap verified, @Nullable RuntimeException refusal) {

    static Answer of(SoapVerifier verifier, byte[] message) {
      try {
        return new Answer(verifier.verify(message), null);
      } catch (RuntimeException e) {
        return new Answer(null, e);
      }
    }

    boolean isBy(KeyIdentity signer) {
      return verified != null && verified.signer().certificate().equals(signer.certificate());
    }
  }

  private static void compare(
      XmlSec xmlsec,
      SoapVerifier verifier,
      KeyIdentity signer,
      long seed,
      int messages,
      Tally tally)
      throws Exception {
    SoapMutator mutator = new SoapMutator(samples(signer));
    for (int start = 0; start < messages; start += BATCH) {
      compareBatch(
          xmlsec,
          verifier,
          signer,
          mutator,
          seed + start,
          Math.min(BATCH, messages - start),
          tally);
    }
  }

  private static void compareBatch(
      XmlSec xmlsec,
      SoapVerifier verifier,
      KeyIdentity signer,
      SoapMutator mutator,
      long seed,
      int size,
      Tally tally)
      throws Exception {
    List<byte[]> claimed = new ArrayList<>();
    List<Answer> claims = new ArrayList<>();
    Map<Integer, byte[]> others = new TreeMap<>();
    Map<Integer, Answer> answers = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      byte[] message = mutator.mutant(seed + i);
      Answer answer = Answer.of(verifier, message);
      if (answer.isBy(signer)) {
        claimed.add(message);
        claims.add(answer);
      } else {
        others.put(i, message);
        answers.put(i, answer);
      }
    }
    checkClaims(xmlsec, signer, claimed, claims, seed, tally);
    Set<Integer> accepted = xmlsec.accepted(others, signer);
    for (Map.Entry<Integer, Answer> entry : answers.entrySet()) {
      int i = entry.getKey();
      String wrong = refused(signer, others.get(i), accepted.contains(i), entry.getValue(), tally);
      tally.note(wrong, "seed " + (seed + i), others.get(i));
    }
  }

  /** Everything that we accept must verify, over the parts that are handed on. */
  private static void checkClaims(
      XmlSec xmlsec,
      KeyIdentity signer,
      List<byte[]> claimed,
      List<Answer> claims,
      long seed,
      Tally tally)
      throws Exception {
    int next = 0;
    while (next < claimed.size()) {
      List<byte[]> rest = claimed.subList(next, claimed.size());
      for (Map<String, byte[]> parts : xmlsec.signedParts(rest, signer)) {
        tally.count("accepted by both");
        String wrong = sameParts(claims.get(next).verified(), parts);
        tally.note(wrong, "after seed " + seed, claimed.get(next));
        next++;
      }
      if (next < claimed.size()) {
        tally.note("accepted by Kanhe alone", "after seed " + seed, claimed.get(next));
        next++;
      }
    }
  }

  /** Empty, or how the two disagree about what we refuse. */
  private static String refused(
      KeyIdentity signer, byte[] message, boolean accepted, Answer answer, Tally tally)
      throws Exception {
    if (answer.verified() != null) {
      // The pipeline refuses it with 2007: the registry does not know this certificate.
      tally.count("another certificate");
      return "";
    }
    if (!(answer.refusal() instanceof KanheException refusal)) {
      return "no answer but " + answer.refusal();
    }
    if (!accepted) {
      tally.count("refused by both " + refusal.code().number());
      return "";
    }
    byte[] token = StricterRules.token(message);
    if (JUDGED_BY_THE_TOKEN.contains(refusal.code())
        && token.length > 0
        && !Arrays.equals(token, signer.certificate().getEncoded())) {
      // We verify with the key of the message's own token, xmlsec1 here with the registered one.
      tally.count("another key in the token");
      return "";
    }
    String reason = StricterRules.explain(message, refusal.code());
    if (reason.isEmpty()) {
      return "accepted by xmlsec1 alone: " + refusal.getMessage();
    }
    tally.count("stricter " + refusal.code().number() + " " + reason);
    return "";
  }

  /** Header and payload that are handed on are those that {@code xmlsec1} digested. */
  private static String sameParts(VerifiedSoap verified, Map<String, byte[]> parts) {
    boolean header = parts.values().stream().anyMatch(p -> Arrays.equals(p, verified.header()));
    boolean payload = parts.values().stream().anyMatch(p -> isBodyOf(p, verified.payload()));
    return header && payload ? "" : "other parts: header " + header + ", payload " + payload;
  }

  private static boolean isBodyOf(byte[] part, byte[] payload) {
    if (!new String(part, UTF_8).contains(":Body")) {
      return false;
    }
    var children = XmlReader.parse(part, XmlLimits.defaults()).root().elements();
    return children.size() == 1
        && Arrays.equals(ExclusiveCanonicalizer.canonicalize(children.get(0)), payload);
  }

  private static List<byte[]> samples(KeyIdentity signer) throws Exception {
    String algorithm =
        signer == rsa
            ? "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
            : "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
    return List.of(
        SoapSamples.signed(signer),
        SoapSamples.signed(signer, SoapVersion.V1_1, null),
        SoapInteropTest.signedByWss4j(SoapVersion.V1_2, signer, algorithm),
        SoapInteropTest.signedByWss4j(SoapVersion.V1_1, signer, algorithm));
  }

  private static byte[] reread(byte[] raw) {
    String text = new String(raw, ISO_8859_1);
    int end = text.indexOf(":Envelope>");
    String first = end < 0 ? text : text.substring(0, end + ":Envelope>".length());
    return first.replaceAll("(?s)<\\?.*?\\?>", "").getBytes(ISO_8859_1);
  }
}
