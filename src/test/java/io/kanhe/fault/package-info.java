/** Tests that start the packaged gateway as a process and treat it badly. */
@NullMarked
package io.kanhe.fault;

import org.jspecify.annotations.NullMarked;
