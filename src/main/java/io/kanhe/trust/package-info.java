/**
 * Certificate paths, algorithm policy, verification and creation of signatures. See ADR 0004 for
 * what a signature must cover at each door.
 */
@NullMarked
package io.kanhe.trust;

import org.jspecify.annotations.NullMarked;
