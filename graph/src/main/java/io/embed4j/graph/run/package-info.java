/**
 * Training that survives its process: a folder with config, metrics, checkpoint and model. Open
 * {@link io.embed4j.graph.run.TrainingRun} first.
 */
@NullMarked
package io.embed4j.graph.run;

import org.jspecify.annotations.NullMarked;
