/** The rules of the domain; what other modules may ask of them stands in this package itself. */
@NullMarked
package io.kanhe.service;

import org.jspecify.annotations.NullMarked;
