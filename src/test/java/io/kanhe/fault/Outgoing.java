package io.kanhe.fault;

/** Signed bytes on their way to a door, the same at every attempt. */
record Outgoing(Sent sent, byte[] bytes) {

  @Override
  public String toString() {
    return "Outgoing[" + sent.id() + "]";
  }
}
