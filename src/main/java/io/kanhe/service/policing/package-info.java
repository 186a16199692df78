/** Police and insurers: accidents, collisions, thefts, residence (domain S01 to S05). */
@NullMarked
package io.kanhe.service.policing;

import org.jspecify.annotations.NullMarked;
