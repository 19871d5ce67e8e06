/** Figures of ranked lists. Open {@link io.embed4j.core.measure.RankingFigures} first. */
@NullMarked
package io.embed4j.core.measure;

import org.jspecify.annotations.NullMarked;
