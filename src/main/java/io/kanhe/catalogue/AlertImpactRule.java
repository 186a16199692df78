package io.kanhe.catalogue;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

/** The totals of an AlertImpact are the sums of its rows, and no region or line comes twice. */
final class AlertImpactRule implements DocumentRule {

  private static final String REGION = "AlertImpact/regions/region";

  private final Set<String> regions = new HashSet<>();
  private final Set<String> lines = new HashSet<>();
  private long policies;
  private BigDecimal sum = BigDecimal.ZERO;

  @Override
  public void leaf(String path, String text) {
    switch (path) {
      case REGION + "/regionCode" -> once(path, regions.add(text));
      case REGION + "/row/line" -> once(path, lines.add(text));
      case REGION + "/row/policyCount" -> policies += Long.parseLong(text);
      case REGION + "/row/sumInsuredYuan" -> sum = sum.add(new BigDecimal(text));
      case "AlertImpact/totals/policyCount" -> equal(path, Long.parseLong(text) == policies);
      case "AlertImpact/totals/sumInsuredYuan" ->
          equal(path, new BigDecimal(text).compareTo(sum) == 0);
      default -> {}
    }
  }

  @Override
  public void end(String path) {
    if (path.equals(REGION)) {
      lines.clear();
    }
  }

  private static void once(String path, boolean fresh) {
    if (!fresh) {
      throw AlertRules.failed(path, "a value for the second time", "each once");
    }
  }

  private static void equal(String path, boolean equal) {
    if (!equal) {
      throw AlertRules.failed(path, "another total", "the sum of the rows");
    }
  }
}
