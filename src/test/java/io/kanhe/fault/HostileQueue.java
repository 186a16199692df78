package io.kanhe.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kanhe.message.Digest;
import io.kanhe.message.EnvelopeCodec;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.HeaderCodec;
import io.kanhe.message.MessageId;
import io.kanhe.trust.KeyIdentity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/** What must not pass the MQ door. */
final class HostileQueue {

  private final HostileBench bench;

  HostileQueue(HostileBench bench) {
    this.bench = bench;
  }

  Stream<HostileCase> carriers() {
    byte[] random = new byte[4096];
    new Random(20260824).nextBytes(random);
    return Stream.of(
        made("text message", 1008, session -> session.createTextMessage("<x/>")),
        made("map message", 1008, session -> session.createMapMessage()),
        made("stream message", 1008, session -> session.createStreamMessage()),
        made("object message", 1008, session -> session.createObjectMessage("x")),
        made(
            "headers of the routing engine, which are of no effect",
            0,
            session -> {
              var message = session.createBytesMessage();
              message.writeBytes(bench.message());
              message.setStringProperty("CamelHttpUri", "http://127.0.0.1:9/");
              message.setStringProperty("CamelBeanMethodName", "exit");
              message.setStringProperty("JMSXGroupID", "x".repeat(1000));
              message.setJMSReplyTo(session.createQueue("kanhe.out.insurer-b"));
              return message;
            }),
        raw("nothing at all", 1001, new byte[0]),
        raw("random bytes", 1001, random),
        raw(
            "XML that nobody signed",
            1001,
            "<k:Message xmlns:k=\"urn:kanhe:envelope:1\"/>".getBytes(UTF_8)),
        changed("a byte after the structure", 1001, m -> Arrays.copyOf(m, m.length + 1)),
        changed("two messages in one", 1001, HostileQueue::twice),
        changed("cut off", 1001, m -> Arrays.copyOf(m, m.length - 1)),
        changed("changed content", 2001, m -> replaced(m, "椒江区", "路桥区")),
        forged("two signers", 1001, "SHA256", true, true, true),
        forged("detached signature", 2006, "SHA256", false, false, true),
        forged("signature by SHA-1", 2003, "SHA1", false, true, true),
        forged("no certificate inside", 2006, "SHA256", false, true, false),
        new HostileCase("three MB of zeros", 1001, 0, () -> bench.mq(new byte[3 << 20])),
        new HostileCase("five MB of zeros", 1007, 0, () -> bench.mq(new byte[5 << 20])));
  }

  Stream<HostileCase> contents() {
    return Stream.of(
        content("no k:Message", 1001, x -> "<x/>"),
        content("DTD", 1012, x -> "<!DOCTYPE x>" + x),
        content("processing instruction", 1012, x -> x.replace("<info>", "<?x y?><info>")),
        content("bytes after the root", 1012, x -> x + "x"),
        content("depth of 200", 1007, x -> x.replace("<info>", "<a>".repeat(200))),
        content(
            "second payload",
            1001,
            x -> x.replace("</k:Message>", "<k:Payload><x/></k:Payload></k:Message>")),
        content(
            "prefix bound outside the payload",
            1001,
            x -> x.replace("<info>", "<info xmlns=\"urn:kanhe:envelope:1\"><k:x/>")),
        content("attribute on Payload", 1001, x -> x.replace("<k:Payload>", "<k:Payload a=\"b\">")),
        content("digest of another payload", 1010, x -> x.replace("椒江区", "路桥区")),
        content(
            "sender's check digit wrong",
            1004,
            x -> x.replace("<k:sender>12331000TEXT000177<", "<k:sender>12331000TEXT000178<")),
        content(
            "no environment",
            1009,
            x -> x.replaceFirst("<k:environment>[^<]*</k:environment>", "")),
        header("receiver that nobody knows", 1009, h -> h.receiver(HostileHeaders.unregistered())),
        header("stale sentTime", 2004, h -> h.sentTime(OffsetDateTime.now().minusMinutes(10))),
        header(
            "past its expiresTime",
            1006,
            h -> h.expiresTime(OffsetDateTime.now().minusSeconds(30))),
        header("environment Actual", 3007, h -> h.environment(Environment.Actual)),
        header(
            "agreement of another sender", 3001, h -> h.agreementId(HostileBench.WATER_AGREEMENT)),
        new HostileCase("header without message", 1001, 0, this::headerOnly),
        new HostileCase("the same id for other bytes", 1005, 0, this::conflict),
        new HostileCase("sender is another participant", 2008, 0, this::forgedSender),
        new HostileCase("message of the water bureau in another's queue", 2010, 0, this::otherPeer),
        new HostileCase("sender without agreement", 3001, 0, this::withoutAgreement));
  }

  private HostileCase made(String name, int code, HostileBench.Making making) {
    return new HostileCase(name, code, 0, () -> bench.mq("met-taizhou", making));
  }

  private HostileCase raw(String name, int code, byte[] body) {
    return new HostileCase(name, code, 0, () -> bench.mq(body));
  }

  private HostileCase changed(String name, int code, UnaryOperator<byte[]> change) {
    return new HostileCase(name, code, 0, () -> bench.mq(change.apply(bench.message())));
  }

  private HostileCase content(String name, int code, UnaryOperator<String> change) {
    return new HostileCase(
        name,
        code,
        0,
        () -> {
          String valid = validContent();
          String hostile = change.apply(valid);
          if (hostile.equals(valid)) {
            throw new AssertionError("the attack changes nothing");
          }
          return bench.mq(bench.met().sign(hostile.getBytes(UTF_8)));
        });
  }

  private HostileCase header(String name, int code, UnaryOperator<HeaderBuilder> change) {
    return new HostileCase(
        name, code, 0, () -> bench.mq(bench.met().forQueue(change.apply(alert()), bench.cap())));
  }

  private HostileCase forged(
      String name,
      int code,
      String digest,
      boolean twoSigners,
      boolean inside,
      boolean certificate) {
    return new HostileCase(
        name,
        code,
        0,
        () ->
            bench.mq(cms(validContent().getBytes(UTF_8), digest, twoSigners, inside, certificate)));
  }

  private HeaderBuilder alert() {
    return bench.met().alert(bench.newAlertId(), HostileBench.MET_AGREEMENT);
  }

  private String validContent() {
    byte[] payload = bench.cap();
    Header header = alert().payloadDigest(Digest.sha256(payload)).build();
    return HostileBench.text(EnvelopeCodec.write(header, payload));
  }

  private HostileCase.Reply headerOnly() throws Exception {
    Header header = alert().payloadDigest(Digest.sha256(bench.cap())).build();
    return bench.mq(bench.met().sign(HeaderCodec.write(header).getBytes(UTF_8)));
  }

  private HostileCase.Reply conflict() throws Exception {
    MessageId id = MessageId.random();
    bench.mq(bench.met().forQueue(alert().messageId(id), bench.cap()));
    return bench.mq(bench.met().forQueue(alert().messageId(id), bench.cap()));
  }

  private HostileCase.Reply forgedSender() throws Exception {
    return bench.mq(bench.insurer().forQueue(alert(), bench.cap()));
  }

  private HostileCase.Reply otherPeer() throws Exception {
    return bench.mq(bench.water().forQueue(bench.alert(), bench.cap()));
  }

  private HostileCase.Reply withoutAgreement() throws Exception {
    FaultPartner outsider = bench.partner("insurer-c");
    HeaderBuilder header = outsider.alert(bench.newAlertId(), HostileBench.MET_AGREEMENT);
    return bench.mq("insurer-c", outsider.forQueue(header, bench.cap()));
  }

  private byte[] cms(
      byte[] content, String digest, boolean twoSigners, boolean inside, boolean certificate)
      throws GeneralSecurityException, OperatorCreationException, CMSException, IOException {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    sign(generator, bench.met().signing(), digest);
    if (twoSigners) {
      sign(generator, bench.water().signing(), digest);
    }
    if (certificate) {
      generator.addCertificates(new JcaCertStore(bench.met().signing().chain()));
      generator.addCertificates(new JcaCertStore(bench.water().signing().chain().subList(0, 1)));
    }
    return generator.generate(new CMSProcessableByteArray(content), inside).getEncoded();
  }

  private static void sign(CMSSignedDataGenerator generator, KeyIdentity identity, String digest)
      throws GeneralSecurityException, OperatorCreationException {
    String algorithm =
        digest + "with" + (identity.key().getAlgorithm().equals("RSA") ? "RSA" : "ECDSA");
    generator.addSignerInfoGenerator(
        new JcaSimpleSignerInfoGeneratorBuilder()
            .build(algorithm, identity.key(), identity.certificate()));
  }

  private static byte[] twice(byte[] message) {
    byte[] both = Arrays.copyOf(message, message.length * 2);
    System.arraycopy(message, 0, both, message.length, message.length);
    return both;
  }

  private static byte[] replaced(byte[] message, String from, String to) {
    byte[] wanted = from.getBytes(UTF_8);
    byte[] copy = message.clone();
    for (int i = 0; i + wanted.length <= copy.length; i++) {
      if (Arrays.equals(copy, i, i + wanted.length, wanted, 0, wanted.length)) {
        System.arraycopy(to.getBytes(UTF_8), 0, copy, i, wanted.length);
        return copy;
      }
    }
    throw new AssertionError("the attack changes nothing");
  }
}
