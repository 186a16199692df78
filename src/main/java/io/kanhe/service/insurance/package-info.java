/** Coverage feeds and the exposure they describe. */
@NullMarked
package io.kanhe.service.insurance;

import org.jspecify.annotations.NullMarked;
