/**
 * Claims that can be checked: experiments with the source of every setting, the results that they
 * gave, and the table made of them. Open {@link io.embed4j.graph.experiment.Experiments} first.
 */
@NullMarked
package io.embed4j.graph.experiment;

import org.jspecify.annotations.NullMarked;
