/** The read-only HTTP API of administrators. */
@NullMarked
package io.kanhe.admin.api;

import org.jspecify.annotations.NullMarked;
