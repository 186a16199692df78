/**
 * Who may exchange what: participants, agreements, purposes; read from {@code config/}, default
 * deny.
 */
@NullMarked
package io.kanhe.participant;

import org.jspecify.annotations.NullMarked;
