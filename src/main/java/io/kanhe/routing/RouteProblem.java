package io.kanhe.routing;

/**
 * Why a route file is refused.
 *
 * @param file name of the file, without folder
 * @param line counted from 1
 * @param found what stands there
 * @param instead what to write instead
 */
public record RouteProblem(String file, int line, String found, String instead) {

  @Override
  public String toString() {
    return file + ":" + line + ": " + found + ". " + instead + ".";
  }
}
