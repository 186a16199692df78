package io.kanhe.ledger;

final class EntryCodec {

  private EntryCodec() {}

  static byte[] write(Entry entry) {
    throw new UnsupportedOperationException();
  }
}
