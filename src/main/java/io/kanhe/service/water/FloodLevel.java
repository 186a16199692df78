package io.kanhe.service.water;

/** Level of a flood, code list KL-15, from the lowest to the highest. */
public enum FloodLevel {
  BLUE,
  YELLOW,
  ORANGE,
  RED
}
