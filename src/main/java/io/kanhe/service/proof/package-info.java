/** Proofs of the weather: asked for by an insurer, issued by the bureau within a term. */
@NullMarked
package io.kanhe.service.proof;

import org.jspecify.annotations.NullMarked;
