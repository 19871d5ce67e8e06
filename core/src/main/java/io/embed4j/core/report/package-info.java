/**
 * Pages about runs, each one file that needs nothing beside it. Open {@link
 * io.embed4j.core.report.Page} first.
 */
@NullMarked
package io.embed4j.core.report;

import org.jspecify.annotations.NullMarked;
