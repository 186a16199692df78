/**
 * Warnings: the national alert structure, CAP 1.2 and the impact on insurers.
 *
 * <p>Entry types are the parts that routes name: {@code native-alert-to-cap} (transform), {@code
 * alerts} (keeper) and {@code alert-impact} (answer). Event labels come from code list CL-03, names
 * of regions from {@code config/transforms/regions.csv}.
 */
@NullMarked
package io.kanhe.service.weather;

import org.jspecify.annotations.NullMarked;
