package io.kanhe.catalogue;

import java.util.Set;

/**
 * A plate of eight characters is that of a new-energy vehicle, and the other way round. Applies
 * wherever {@code plateNo} and {@code plateType} stand side by side.
 *
 * <p>Standard: GA 36-2018, list CL-06.
 */
final class PlateTypeRule implements DocumentRule {

  private static final int NEW_ENERGY_LENGTH = 8;
  private static final Set<String> NEW_ENERGY = Set.of("51", "52");

  private String plate = "";
  private String plateParent = "";

  @Override
  public void leaf(String path, String text) {
    String parent = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    if (path.endsWith("/plateNo")) {
      plate = text;
      plateParent = parent;
    } else if (path.endsWith("/plateType") && parent.equals(plateParent) && !plate.isEmpty()) {
      boolean longPlate = plate.length() == NEW_ENERGY_LENGTH;
      if (longPlate != NEW_ENERGY.contains(text)) {
        throw AlertRules.failed(
            path,
            "plate type " + text + " with a plate of " + plate.length() + " characters",
            "type 51 or 52 with 8 characters, another type with 7");
      }
    }
  }

  @Override
  public void end(String path) {
    if (path.equals(plateParent)) {
      plate = "";
    }
  }
}
