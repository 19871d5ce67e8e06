/** Threads, seeds and progress. Open {@link io.embed4j.core.run.Workers} first. */
@NullMarked
package io.embed4j.core.run;

import org.jspecify.annotations.NullMarked;
