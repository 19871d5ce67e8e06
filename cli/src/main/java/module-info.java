/** The command line. */
module io.embed4j.cli {
  requires info.picocli;
  requires static org.jspecify;

  opens io.embed4j.cli to
      info.picocli;
}
