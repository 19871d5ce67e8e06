/** Arithmetic, tables, formats and running: what every other module stands on. */
module io.embed4j.core {
  requires transitive com.fasterxml.jackson.databind;
  requires jdk.incubator.vector;
  requires org.snakeyaml.engine;
  requires static org.jspecify;

  exports io.embed4j.core.config;
  exports io.embed4j.core.error;
  exports io.embed4j.core.format;
  exports io.embed4j.core.math;
  exports io.embed4j.core.matrix;
  exports io.embed4j.core.measure;
  exports io.embed4j.core.report;
  exports io.embed4j.core.run;
  exports io.embed4j.core.table;
  exports io.embed4j.core.text;
}
