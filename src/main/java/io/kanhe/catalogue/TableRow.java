package io.kanhe.catalogue;

/** The cells of one row as ranges of {@link #bytes()}, valid until the next row. */
interface TableRow {

  int cells();

  byte[] bytes();

  int start(int cell);

  int end(int cell);
}
