/**
 * What stations measured, of rivers and of weather: kept long enough to tell a repetition from a
 * correction and an old reading from the newest.
 */
@NullMarked
package io.kanhe.service.station;

import org.jspecify.annotations.NullMarked;
