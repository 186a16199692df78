/** Route files and the Camel component {@code kanhe:}. */
@NullMarked
package io.kanhe.routing;

import org.jspecify.annotations.NullMarked;
