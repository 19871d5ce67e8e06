/**
 * Configuration: trees of records that are read from YAML, checked, overridden and written back.
 * The records are the schema; there is no other. Open {@link io.embed4j.core.config.ConfigReader}
 * first.
 */
@NullMarked
package io.embed4j.core.config;

import org.jspecify.annotations.NullMarked;
