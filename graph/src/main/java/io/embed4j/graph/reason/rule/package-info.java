/**
 * Rules that hold in a graph: mined from its paths, read by people, applied to complete triples.
 * Open {@link io.embed4j.graph.reason.rule.Rule} first, then {@link
 * io.embed4j.graph.reason.rule.RuleMiner}.
 */
@NullMarked
package io.embed4j.graph.reason.rule;

import org.jspecify.annotations.NullMarked;
