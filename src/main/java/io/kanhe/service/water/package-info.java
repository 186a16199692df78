/** Rivers, reservoirs and rain: levels by the limits of each station. */
@NullMarked
package io.kanhe.service.water;

import org.jspecify.annotations.NullMarked;
