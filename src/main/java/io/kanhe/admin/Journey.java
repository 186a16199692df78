package io.kanhe.admin;

import io.kanhe.delivery.DeliveryView;
import io.kanhe.intake.MessageView;
import java.util.List;

/**
 * One message's way through the gateway: how it came in, and where each delivery of it stands.
 *
 * @param renewals ledger indexes of the entries by which its deliveries were signed anew
 */
public record Journey(MessageView message, List<DeliveryView> deliveries, List<Long> renewals) {

  public Journey {
    deliveries = List.copyOf(deliveries);
    renewals = List.copyOf(renewals);
  }

  /** Deliveries that are neither acknowledged nor declined nor expired. */
  public long open() {
    return deliveries.stream().filter(delivery -> delivery.settledAt() == null).count();
  }
}
