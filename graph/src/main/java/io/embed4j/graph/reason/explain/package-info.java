/** Why a model believes a fact. Open {@link io.embed4j.graph.reason.explain.Explainer} first. */
@NullMarked
package io.embed4j.graph.reason.explain;

import org.jspecify.annotations.NullMarked;
