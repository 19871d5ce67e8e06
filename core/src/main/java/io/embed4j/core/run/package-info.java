/**
 * Threads, seeds, progress and schedules of the learning rate. Open {@link
 * io.embed4j.core.run.Workers} first.
 */
@NullMarked
package io.embed4j.core.run;

import org.jspecify.annotations.NullMarked;
