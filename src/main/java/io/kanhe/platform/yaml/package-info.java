/**
 * Strict reading of YAML configuration: every problem is told with file and line. Entry type:
 * {@link io.kanhe.platform.yaml.YamlNode}.
 */
@NamedInterface("yaml")
@NullMarked
package io.kanhe.platform.yaml;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
