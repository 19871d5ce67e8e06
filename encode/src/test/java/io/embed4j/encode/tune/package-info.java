/** Tuning against reference numbers, and runs that stop, go on or fail. */
@NullMarked
package io.embed4j.encode.tune;

import org.jspecify.annotations.NullMarked;
