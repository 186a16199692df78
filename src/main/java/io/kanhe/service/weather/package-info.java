/** Warnings: the national alert structure, CAP 1.2 and the impact on insurers. */
@NullMarked
package io.kanhe.service.weather;

import org.jspecify.annotations.NullMarked;
