/** The pipeline that turns bytes at a door into an accepted message or a refusal with a code. */
@NullMarked
package io.kanhe.intake;

import org.jspecify.annotations.NullMarked;
