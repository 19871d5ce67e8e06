/** Neural encoders: layers, model families and the weights of checkpoints. */
module io.embed4j.neural {
  requires transitive io.embed4j.core;
  requires static org.jspecify;

  exports io.embed4j.neural.weights;
}
