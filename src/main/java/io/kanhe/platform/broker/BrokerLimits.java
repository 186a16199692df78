package io.kanhe.platform.broker;

/**
 * How much the broker takes.
 *
 * @param maxMessageBytes body of one message; sends of more than four times this are refused at
 *     once, sends between are answered by the door
 * @param memoryBytesPerAddress above it messages are paged to disk
 * @param pageBytesPerAddress above it sends fail until the reader has caught up
 * @param minimumFreeDiskBytes below it the broker takes nothing
 */
record BrokerLimits(
    long maxMessageBytes,
    long memoryBytesPerAddress,
    long pageBytesPerAddress,
    long minimumFreeDiskBytes) {

  private static final long MEGABYTE = 1L << 20;

  static BrokerLimits forMessagesOf(long maxMessageBytes) {
    return new BrokerLimits(
        maxMessageBytes,
        Math.max(16 * MEGABYTE, 2 * maxMessageBytes),
        1024 * MEGABYTE,
        128 * MEGABYTE);
  }

  long hardMessageBytes() {
    return 4 * maxMessageBytes;
  }
}
