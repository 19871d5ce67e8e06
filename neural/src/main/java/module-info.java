/** Neural encoders: layers, model families and the weights of checkpoints. */
module io.embed4j.neural {
  requires transitive com.fasterxml.jackson.databind;
  requires transitive io.embed4j.core;
  requires static org.jspecify;

  exports io.embed4j.neural.attention;
  exports io.embed4j.neural.block;
  exports io.embed4j.neural.convolution;
  exports io.embed4j.neural.family;
  exports io.embed4j.neural.grid;
  exports io.embed4j.neural.layer;
  exports io.embed4j.neural.recurrent;
  exports io.embed4j.neural.train;
  exports io.embed4j.neural.weights;
}
