/**
 * Fuzz targets: every parser and verifier on bytes of anybody's choice. {@code FuzzTargetsTest}
 * runs each briefly in the normal build, {@code FuzzRun} under Jazzer with {@code -Pfuzz}.
 */
package io.kanhe.fuzz;
