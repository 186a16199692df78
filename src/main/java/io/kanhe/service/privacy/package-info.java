/** Consents, operators' quotas and the list of disclosures (domain 4.2 to 4.4). */
@NullMarked
package io.kanhe.service.privacy;

import org.jspecify.annotations.NullMarked;
