/** Knowledge-graph embedding: data, models, training, evaluation, reasoning. */
module io.embed4j.graph {
  requires transitive io.embed4j.core;
  requires org.apache.commons.compress;
  requires static org.jspecify;

  exports io.embed4j.graph.data.inspect;
  exports io.embed4j.graph.data.read;
  exports io.embed4j.graph.data;
  exports io.embed4j.graph.evaluate;
  exports io.embed4j.graph.experiment;
  exports io.embed4j.graph.model;
  exports io.embed4j.graph.reason.calibrate;
  exports io.embed4j.graph.reason.classify;
  exports io.embed4j.graph.reason.cluster;
  exports io.embed4j.graph.reason.complete;
  exports io.embed4j.graph.reason.ensemble;
  exports io.embed4j.graph.reason.explain;
  exports io.embed4j.graph.reason.extend;
  exports io.embed4j.graph.reason.pattern;
  exports io.embed4j.graph.reason.recommend;
  exports io.embed4j.graph.reason.rule;
  exports io.embed4j.graph.reason.similar;
  exports io.embed4j.graph.reason;
  exports io.embed4j.graph.run;
  exports io.embed4j.graph.store;
  exports io.embed4j.graph.train.loss;
  exports io.embed4j.graph.train.regularizer;
  exports io.embed4j.graph.train;
}
