package io.kanhe.catalogue;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The columns of a CSV file and what holds between them.
 *
 * @param senderColumn column that names the sender of the message in every row, -1 for none
 * @param constant columns with one value in the whole file
 * @param key columns whose values together come once; of types with {@link CellType#distinct()}
 * @param atMost pairs of columns: the first never exceeds the second where both are given
 */
record CsvFormat(
    List<Column> columns,
    int senderColumn,
    List<Integer> constant,
    List<Integer> key,
    List<AtMost> atMost,
    long maxRows) {

  /** Keys are held as one bit each: this many bits are 32 MB. */
  static final long MAX_KEYS = 1L << 28;

  CsvFormat {
    columns = List.copyOf(columns);
    constant = List.copyOf(constant);
    key = List.copyOf(key);
    atMost = List.copyOf(atMost);
  }

  /**
   * @param missing texts that stand for no value
   */
  record Column(
      String name, CellType type, boolean optional, java.util.Set<String> missing, Field field) {

    Column {
      missing = java.util.Set.copyOf(missing);
    }
  }

  record AtMost(int lesser, int greater) {}

  String heading() {
    return columns.stream().map(Column::name).collect(Collectors.joining(","));
  }
}
