/**
 * The two HTTP connectors: doors over TLS with client certificates, console in plain on loopback.
 * Entry types: {@link io.kanhe.intake.http.DoorPeer}, {@link io.kanhe.intake.http.Problem}.
 */
@NullMarked
package io.kanhe.intake.http;

import org.jspecify.annotations.NullMarked;
