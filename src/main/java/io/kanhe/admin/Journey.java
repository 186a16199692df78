package io.kanhe.admin;

import io.kanhe.delivery.DeliveryView;
import io.kanhe.intake.MessageView;
import java.util.List;

/** One message's way through the gateway: how it came in, and where each delivery of it stands. */
public record Journey(MessageView message, List<DeliveryView> deliveries) {

  public Journey {
    deliveries = List.copyOf(deliveries);
  }

  /** Deliveries that are neither acknowledged nor declined nor expired. */
  public long open() {
    return deliveries.stream().filter(delivery -> delivery.settledAt() == null).count();
  }
}
