/** Encoders that people call: tokenizers, model folders, pooling, batching, benchmarks. */
module io.embed4j.encode {
  requires transitive io.embed4j.core;
  requires transitive io.embed4j.neural;
  requires java.desktop;
  requires java.net.http;
  requires org.apache.commons.compress;
  requires org.apache.commons.csv;
  requires static org.jspecify;

  exports io.embed4j.encode.audio;
  exports io.embed4j.encode.audio.feature;
  exports io.embed4j.encode.audio.train;
  exports io.embed4j.encode.benchmark;
  exports io.embed4j.encode.benchmark.data;
  exports io.embed4j.encode.compare;
  exports io.embed4j.encode.hub;
  exports io.embed4j.encode.image;
  exports io.embed4j.encode.image.train;
  exports io.embed4j.encode.model;
  exports io.embed4j.encode.pretrain;
  exports io.embed4j.encode.quantize;
  exports io.embed4j.encode.text;
  exports io.embed4j.encode.token;
  exports io.embed4j.encode.token.train;
  exports io.embed4j.encode.tune;
  exports io.embed4j.encode.tune.adapter;
  exports io.embed4j.encode.tune.data;
  exports io.embed4j.encode.tune.loss;
  exports io.embed4j.encode.tune.mine;
}
