package io.kanhe.service.policing;

import io.kanhe.catalogue.Identifiers;
import io.kanhe.intake.DomainState;
import io.kanhe.ledger.Change.Batch;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.trust.KeyedHash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notices a vehicle that several insurers have claims about: three within 30 days make the
 * indicator SAME_VEHICLE (fraud.lead). Claims are known from registered collisions and from
 * questions whether a vehicle is stolen. Vehicles are remembered as keyed hashes, for a year.
 * Thread-safe.
 */
final class ClaimedVehicles implements DomainState {

  private static final String STOLEN = "ps.vehicle.stolen";
  private static final String FIND =
      """
      SELECT insurer, claim_no, loss_at FROM claim_vehicle
      WHERE vehicle_hash = ? AND environment = ? AND loss_at BETWEEN ? AND ?""";
  private static final String INSERT =
      """
      INSERT INTO claim_vehicle (vehicle_hash, insurer, claim_no, environment, loss_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (vehicle_hash, insurer, claim_no, environment) DO NOTHING""";

  private static final Duration KEPT = Duration.ofDays(365);
  private static final String FORGET = "DELETE FROM claim_vehicle WHERE loss_at < ?";

  private final KeyedHash hash;
  private final FraudIndicators indicators;
  private final SameVehicle rule;

  ClaimedVehicles(KeyedHash hash, FraudIndicators indicators, SameVehicle rule) {
    this.hash = hash;
    this.indicators = indicators;
    this.rule = rule;
  }

  /** A claim about a vehicle. */
  record Claim(String vehicle, String insurer, String number, Instant lossAt) {

    boolean isSame(Claim other) {
      return insurer.equals(other.insurer) && number.equals(other.number);
    }

    @Override
    public String toString() {
      return "Claim[" + insurer + " " + number + "]";
    }
  }

  @Override
  public Optional<Step> step(Incoming message) {
    Header header = message.header();
    boolean question = header.serviceId().equals(STOLEN) && header.direction() == Direction.REQUEST;
    boolean registration =
        header.serviceId().equals(CollisionCase.SERVICE) && header.operation().equals("register");
    if (!(question || registration) || !(message.payload() instanceof Payload.Inline inline)) {
      return Optional.empty();
    }
    XmlElement root = XmlReader.parse(inline.bytes(), XmlLimits.defaults()).root();
    List<Claim> claims = question ? asked(message, root) : registered(root);
    return claims.isEmpty() ? Optional.empty() : Optional.of(new Seen(message, claims));
  }

  private List<Claim> asked(Incoming message, XmlElement root) {
    String claim = text(root, "claimNo");
    String vin = text(root, "vin");
    String insurer = message.header().sender().value();
    return claim.isEmpty() || vin.isEmpty()
        ? List.of()
        : List.of(new Claim(hash.of(Identifiers.plain(vin)), insurer, claim, message.receivedAt()));
  }

  private List<Claim> registered(XmlElement root) {
    Instant occurred = OffsetDateTime.parse(text(root, "occurTime")).toInstant();
    return XmlPath.all(root, "MutualCollisionCase/parties/party").stream()
        .filter(party -> !text(party, "vin").isEmpty())
        .map(
            party ->
                new Claim(
                    hash.of(Identifiers.plain(text(party, "vin"))),
                    Identifiers.plain(text(party, "ctpInsurer")),
                    text(root, "caseRef"),
                    occurred))
        .toList();
  }

  private final class Seen implements Step {
    private final Incoming message;
    private final List<Claim> claims;

    Seen(Incoming message, List<Claim> claims) {
      this.message = message;
      this.claims = claims;
    }

    /** One for all: a collision concerns several vehicles, and each of them other claims. */
    @Override
    public Object key() {
      return ClaimedVehicles.class;
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      List<List<Claim>> found = new ArrayList<>();
      for (Claim claim : claims) {
        List<Claim> all = known(transaction, claim);
        if (all.stream().noneMatch(claim::isSame)) {
          all.add(claim);
          rule.window(all, claim).ifPresent(found::add);
        }
      }
      return new Decision(
          found.isEmpty() ? Map.of() : Map.of("indicators", "SAME_VEHICLE"),
          (accepted, batch) -> write(found, batch));
    }

    private void write(List<List<Claim>> found, Batch batch) {
      batch.add(FORGET, message.receivedAt().minus(KEPT));
      for (Claim claim : claims) {
        batch.add(
            INSERT,
            claim.vehicle(),
            claim.insurer(),
            claim.number(),
            message.header().environment().name(),
            claim.lossAt());
      }
      found.forEach(
          each ->
              indicators.sameVehicle(
                  each, message.header().environment(), message.receivedAt(), batch));
    }

    private List<Claim> known(Connection transaction, Claim claim) throws SQLException {
      try (PreparedStatement query = transaction.prepareStatement(FIND)) {
        query.setString(1, claim.vehicle());
        query.setString(2, message.header().environment().name());
        query.setLong(3, claim.lossAt().minus(rule.within(claim.lossAt())).toEpochMilli());
        query.setLong(4, claim.lossAt().plus(rule.within(claim.lossAt())).toEpochMilli());
        List<Claim> known = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            known.add(
                new Claim(
                    claim.vehicle(),
                    row.getString(1),
                    row.getString(2),
                    Instant.ofEpochMilli(row.getLong(3))));
          }
        }
        return known;
      }
    }
  }

  private static String text(XmlElement parent, String name) {
    return XmlPath.child(parent, name).orElse("");
  }
}
