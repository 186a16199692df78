/** Husbandry, disposal plants and insurers: dead animals, ear tags, epidemics (S11 to S13). */
@NullMarked
package io.kanhe.service.livestock;

import org.jspecify.annotations.NullMarked;
