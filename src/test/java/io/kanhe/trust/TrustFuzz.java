package io.kanhe.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kanhe.fuzz.FuzzTarget;
import io.kanhe.message.EnvelopeCodec;
import io.kanhe.message.MessageFuzz;
import io.kanhe.message.xml.XmlLimits;
import java.util.List;

/** The verifiers of signatures; what verifies goes on to the reader of messages by MQ. */
public final class TrustFuzz {

  private TrustFuzz() {}

  public static List<FuzzTarget> targets() {
    TestPki pki = TestPki.create();
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
}
