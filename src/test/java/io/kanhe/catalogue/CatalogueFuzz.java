package io.kanhe.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kanhe.fuzz.FuzzTarget;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The contracts of payloads. */
public final class CatalogueFuzz {

  private static final String CSV =
      "insurer,asOfDate,regionCode,line,policyCount,insuredCount,sumInsured,premium,expiryWithin30d,maxSingleSum\n"
          + "91331000TEXT000A0M,2026-08-23,331002,RURAL_HOUSE,6200,6200,186000000.00,1200.5,10,90000\n";

  private CatalogueFuzz() {}

  public static List<FuzzTarget> targets() throws IOException {
    Catalogue catalogue = TestCatalogue.ofRepository();
    Header coverage = TestCatalogue.header("ins.coverage", "snapshot", Direction.FEED);
    Header alert = TestCatalogue.alert();
    Path file = Files.createTempFile("fuzz", ".csv");
    file.toFile().deleteOnExit();
    return List.of(
        new FuzzTarget(
            "csv-contract",
            List.of(CSV.getBytes(UTF_8)),
            input -> {
              Files.write(file, input);
              catalogue.check(coverage, new Payload.Stored(file, input.length, 1));
            }),
        new FuzzTarget(
            "xsd-contract",
            List.of(
                TestCatalogue.sample("cap-hail.xml").getBytes(UTF_8),
                TestCatalogue.sample("native-hail.xml").getBytes(UTF_8)),
            input -> catalogue.check(alert, new Payload.Inline(input))));
  }
}
