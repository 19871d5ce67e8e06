/** Failures that a caller can act on; the command line maps each to an exit code. */
@NullMarked
package io.embed4j.core.error;

import org.jspecify.annotations.NullMarked;
