/** Observations of weather stations, with the grades of rain and wind. */
@NullMarked
package io.kanhe.service.observation;

import org.jspecify.annotations.NullMarked;
