/**
 * A message: header, payload and the exact bytes. Entry types: {@link io.kanhe.message.Header},
 * {@link io.kanhe.message.EnvelopeCodec}. Knows no door and no database.
 */
@NullMarked
package io.kanhe.message;

import org.jspecify.annotations.NullMarked;
