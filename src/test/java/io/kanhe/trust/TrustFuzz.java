package io.kanhe.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kanhe.fuzz.FuzzTarget;
import io.kanhe.message.EnvelopeCodec;
import io.kanhe.message.MessageFuzz;
import io.kanhe.message.xml.XmlLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The verifiers of signatures; what verifies goes on to the reader of messages by MQ. */
public final class TrustFuzz {

  private TrustFuzz() {}

  public static List<FuzzTarget> targets() {
    TestPki pki = TestPki.create();
    List<FuzzTarget> targets = new ArrayList<>(signatures(pki));
    targets.addAll(containers(pki));
    return targets;
  }

  private static List<FuzzTarget> signatures(TestPki pki) {
    KeyIdentity p256 = pki.participant("met-taizhou").build();
    KeyIdentity rsa = pki.participant("insurer-a").rsa().build();
    SoapVerifier soap = Trust.soapVerifier(AlgorithmPolicy.strict());
    CmsVerifier cms = Trust.cmsVerifier(AlgorithmPolicy.strict());
    byte[] payload = "<p xmlns=\"urn:x\"/>".getBytes(UTF_8);
    byte[] message = EnvelopeCodec.write(MessageFuzz.header(payload), payload);
    NoteSigner notes = TestPki.noteSigner("kanhe.test/log");
    NoteVerifier verifier = Trust.noteVerifier(notes.verifierKey());
    return List.of(
        new FuzzTarget(
            "soap-verifier",
            List.of(
                SoapSamples.signed(p256),
                SoapSamples.signed(rsa),
                SoapSamples.signed(p256, SoapVersion.V1_1, null)),
            soap::verify),
        new FuzzTarget(
            "cms-verifier",
            List.of(Trust.cmsSigner(p256).sign(message), Trust.cmsSigner(rsa).sign(message)),
            input -> EnvelopeCodec.read(cms.verify(input).content(), XmlLimits.defaults())),
        new FuzzTarget(
            "mq-message",
            List.of(message),
            input -> EnvelopeCodec.read(input, XmlLimits.defaults()).payload()),
        new FuzzTarget(
            "signed-note",
            List.of(
                notes
                    .sign("kanhe.test/log\n11\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")
                    .getBytes(UTF_8)),
            input -> verifier.verify(new String(input, UTF_8))),
        new FuzzTarget(
            "note-key",
            List.of(notes.verifierKey().getBytes(UTF_8)),
            input -> Trust.noteVerifier(new String(input, UTF_8))));
  }

  /** What stands beside a signed file, and what only a recipient opens. */
  private static List<FuzzTarget> containers(TestPki pki) {
    KeyIdentity p256 = pki.participant("gateway").build();
    byte[] manifest = "manifest".getBytes(UTF_8);
    ContainerVerifier containers = Trust.containerVerifier(AlgorithmPolicy.strict());
    TimeStamping stamps = Trust.timeStamping(pki.anchors(), AlgorithmPolicy.strict());
    KeyIdentity authority =
        pki.issuing()
            .timestamping(
                new SubjectName("Kanhe Test Organisation", "Test", "tsa", null),
                KeyKind.P_256,
                Validity.startingAt(pki.now().minus(Duration.ofDays(1)), Duration.ofDays(300)));
    TimeStampUnit unit = Trust.timeStampUnit(authority, "1.2.3.4", Clock.systemUTC());
    TimeStamping.Query query = stamps.query(manifest);
    byte[] reply = unit.respond(query.request());
    byte[] token = query.accept(reply).token();
    byte[] signature =
        Trust.containerSigner(p256, Clock.systemUTC()).sign(manifest, value -> Optional.of(token));
    byte[] encrypted =
        Trust.payloadEncryption()
            .encrypt(
                manifest,
                List.of(
                    PayloadEncryptionTest.recipient("reader", KeyKind.P_256).certificate(),
                    PayloadEncryptionTest.recipient("reader", KeyKind.RSA_2048).certificate()));
    return List.of(
        new FuzzTarget(
            "container-signature", List.of(signature), input -> containers.verify(input, manifest)),
        new FuzzTarget("time-stamp", List.of(token), input -> stamps.verify(input, manifest)),
        new FuzzTarget("time-stamp-reply", List.of(reply), query::accept),
        new FuzzTarget("time-stamp-request", List.of(query.request()), unit::respond),
        new FuzzTarget("encrypted-payload", List.of(encrypted), Trust::encryptedPayload));
  }
}
