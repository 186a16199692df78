/** The only package that imports Bouncy Castle. */
@NullMarked
package io.kanhe.trust.internal;

import org.jspecify.annotations.NullMarked;
