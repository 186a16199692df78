package io.kanhe.service.proof;

import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.service.proof.JdbcProofs.Asked;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A {@code WeatherProof}: what stations measured, and whether the index is reached. */
record ProofDocument(
    String requestNo,
    String proofNo,
    String issuer,
    List<Station> stations,
    Optional<BigDecimal> index,
    Optional<Boolean> triggered) {

  /** A sum or mean is rounded as it is measured. */
  private static final BigDecimal TOLERANCE = new BigDecimal("0.05");

  ProofDocument {
    stations = List.copyOf(stations);
  }

  record Station(String element, BigDecimal value, String unit, Instant time) {}

  static ProofDocument read(byte[] payload) {
    XmlElement root = XmlReader.parse(payload, XmlLimits.defaults()).root();
    return new ProofDocument(
        ProofRequest.text(root, "proofReqNo"),
        ProofRequest.text(root, "proofNo"),
        ProofRequest.text(root, "issuer"),
        XmlPath.all(root, "WeatherProof/stations/station").stream()
            .map(
                each ->
                    new Station(
                        ProofRequest.text(each, "element"),
                        new BigDecimal(ProofRequest.text(each, "value")),
                        ProofRequest.text(each, "unit"),
                        ProofRequest.time(each, "time")))
            .toList(),
        XmlPath.child(root, "indexValue").map(BigDecimal::new),
        XmlPath.child(root, "triggered").map(text -> text.equals("true") || text.equals("1")));
  }

  /**
   * @throws io.kanhe.platform.KanheException 4002 if it does not answer what was asked, or its
   *     conclusion is not that of its values
   */
  void check(Asked asked) {
    if (!requestNo.equals(asked.requestNo())) {
      throw ProofRequest.failed("proofReqNo", "another number", "that of the request referred to");
    }
    ProofRequest request = asked.request();
    for (Station station : stations) {
      if (station.time().isBefore(request.start()) || station.time().isAfter(request.end())) {
        throw ProofRequest.failed("station", "a time outside of the request", "one within it");
      }
    }
    if (!request.element().isEmpty()) {
      checkIndex(request);
    }
  }

  private void checkIndex(ProofRequest request) {
    List<Station> measured =
        stations.stream().filter(each -> each.element().equals(request.element())).toList();
    if (measured.isEmpty() || index.isEmpty() || triggered.isEmpty()) {
      throw ProofRequest.failed(
          "proof", "no value of " + request.element() + " or no index", "both, as requested");
    }
    if (measured.stream().anyMatch(each -> !each.unit().equals(request.unit()))) {
      throw ProofRequest.failed("station/unit", "another unit", request.unit());
    }
    ProofIndex rule =
        new ProofIndex(
            request.statistic(),
            new BigDecimal(request.threshold()),
            request.peril().equals("FROST"));
    BigDecimal expected = rule.of(measured.stream().map(Station::value).toList());
    boolean exact = !request.statistic().equals("MEAN");
    BigDecimal difference = expected.subtract(index.get()).abs();
    if (difference.compareTo(exact ? BigDecimal.ZERO : TOLERANCE) > 0) {
      throw ProofRequest.failed(
          "indexValue",
          index.get().toPlainString(),
          expected.toPlainString() + ", the " + request.statistic() + " of the stations");
    }
    if (triggered.get() != rule.triggers(index.get())) {
      throw ProofRequest.failed(
          "triggered",
          triggered.get().toString(),
          !triggered.get() + " at the threshold " + request.threshold());
    }
  }
}
