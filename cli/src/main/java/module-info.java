/** The command line. */
module io.embed4j.cli {
  requires com.fasterxml.jackson.core;
  requires info.picocli;
  requires io.embed4j.core;
  requires io.embed4j.encode;
  requires io.embed4j.graph;
  requires io.embed4j.search;
  requires java.logging;
  requires static org.jspecify;

  opens io.embed4j.cli to
      info.picocli;
}
