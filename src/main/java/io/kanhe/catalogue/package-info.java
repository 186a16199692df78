/** The service catalogue: contracts, schema validation, identifier and code-list checks. */
@NullMarked
package io.kanhe.catalogue;

import org.jspecify.annotations.NullMarked;
