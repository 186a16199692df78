package io.kanhe.platform.broker;

/** Names of the broker's addresses. Each has one durable ANYCAST queue of the same name. */
public final class BrokerAddresses {

  /** Where the gateway puts what no repetition can help; read by the gateway's operators only. */
  public static final String DEAD = "kanhe.dead";

  private BrokerAddresses() {}

  /** Where a participant sends to. */
  public static String in(String participant) {
    return "kanhe.in." + participant;
  }

  /** Where a participant reads its deliveries. */
  public static String out(String participant) {
    return "kanhe.out." + participant;
  }

  /** Where a participant reads receipts and refusals. */
  public static String receipt(String participant) {
    return "kanhe.receipt." + participant;
  }
}
