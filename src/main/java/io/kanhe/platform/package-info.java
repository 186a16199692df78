/**
 * What every other module stands on: error codes, the clock, configuration. Knows no message and no
 * partner.
 */
@NullMarked
package io.kanhe.platform;

import org.jspecify.annotations.NullMarked;
