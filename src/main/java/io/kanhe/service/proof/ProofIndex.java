package io.kanhe.service.proof;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * The weather index of a policy: a statistic of the values of one element and from where on it pays
 * (DB41/T 2478-2023 and DB3302/T 1094-2018 are precedents; their texts were not seen in full).
 *
 * @param statistic KL-13
 * @param falling pays at values that are at most the threshold, as for frost
 */
record ProofIndex(String statistic, BigDecimal threshold, boolean falling) {

  private static final int DECIMALS = 3;

  /** The value of the index: of a highest value the lowest where the index is a falling one. */
  BigDecimal of(List<BigDecimal> values) {
    return switch (statistic) {
      case "SUM" -> values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
      case "MEAN" ->
          values.stream()
              .reduce(BigDecimal.ZERO, BigDecimal::add)
              .divide(BigDecimal.valueOf(values.size()), DECIMALS, RoundingMode.HALF_UP);
      case "COUNT" -> BigDecimal.valueOf(values.stream().filter(this::reaches).count());
      default ->
          falling
              ? values.stream().min(BigDecimal::compareTo).orElseThrow()
              : values.stream().max(BigDecimal::compareTo).orElseThrow();
    };
  }

  /** Whether a policy pays at that value; a count pays from one on. */
  boolean triggers(BigDecimal index) {
    return statistic.equals("COUNT") ? index.signum() > 0 : reaches(index);
  }

  private boolean reaches(BigDecimal value) {
    int compared = value.compareTo(threshold);
    return falling ? compared <= 0 : compared >= 0;
  }
}
