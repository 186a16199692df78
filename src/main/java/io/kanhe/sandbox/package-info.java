/** Sandbox participants, their keys and partner simulators; off in production. */
@NullMarked
package io.kanhe.sandbox;

import org.jspecify.annotations.NullMarked;
