package io.kanhe.intake.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kanhe.fuzz.FuzzTarget;
import io.kanhe.message.HeaderCodec;
import io.kanhe.message.MessageFuzz;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.CmsVerifier;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Trust;
import java.util.Base64;
import java.util.List;

/** Address and signed header of the feed door. */
public final class FeedFuzz {

  private FeedFuzz() {}

  public static List<FuzzTarget> targets() {
    CmsVerifier cms = Trust.cmsVerifier(AlgorithmPolicy.strict());
    byte[] header = HeaderCodec.write(MessageFuzz.header(new byte[0])).getBytes(UTF_8);
    byte[] signed = Trust.cmsSigner(TestPki.create().participant("insurer-a").build()).sign(header);
    return List.of(
        new FuzzTarget(
            "feed-header",
            List.of(Base64.getEncoder().encode(signed)),
            input ->
                HeaderCodec.read(
                    cms.verify(FeedServlet.signedHeader(new String(input, UTF_8))).content())),
        new FuzzTarget(
            "feed-address",
            List.of("/ins.coverage/2026-08-23-01".getBytes(UTF_8)),
            input -> FeedAddress.parse(new String(input, UTF_8))));
  }
}
