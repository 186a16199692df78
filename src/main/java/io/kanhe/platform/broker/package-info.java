/**
 * The embedded Artemis broker: acceptors, addresses and per-participant rights. Transport only, see
 * ADR 0002.
 */
@NamedInterface("broker")
@NullMarked
package io.kanhe.platform.broker;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
