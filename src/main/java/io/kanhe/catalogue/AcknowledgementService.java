package io.kanhe.catalogue;

import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.xml.namespace.QName;

/**
 * The service that every recipient has without configuration and agreement: {@code
 * kanhe.acknowledgement}, with which it takes a delivered message (ACK) or refuses it (NACK).
 */
final class AcknowledgementService {

  static final String ID = "kanhe.acknowledgement";
  static final String VERSION = "1.0";
  private static final long MAX_BYTES = 16 << 10;
  private static final String SCHEMA = "acknowledgement-1.0.xsd";

  /** Acknowledgements hold a digest and no content; they prove disclosures for as long. */
  private static final Retention KEPT = new Retention.Age(Duration.ofDays(5 * 365 + 1));

  private AcknowledgementService() {}

  static Service describe() {
    Contract contract =
        new XsdContract(
            CompiledSchema.of(SCHEMA, AcknowledgementService::resource),
            new QName(Header.NAMESPACE, "Acknowledgement"),
            Identifiers.none(),
            List.of());
    return new Service(
        ID,
        VERSION,
        "回执",
        "Acknowledgement",
        0,
        Set.of(),
        Service.Terms.ANY,
        List.of(
            new Service.Operation(
                "acknowledge",
                Set.of(Direction.ACK, Direction.NACK),
                Service.Mode.P,
                null,
                Service.Privacy.NONE,
                MAX_BYTES,
                List.of(new Service.Format("acknowledgement", Service.Kind.XML, contract)))),
        KEPT);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = AcknowledgementService.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new KanheException(
            ErrorCode.INTERNAL, "found no " + name + " in the program, expected it");
      }
      return in.readAllBytes();
    }
  }
}
