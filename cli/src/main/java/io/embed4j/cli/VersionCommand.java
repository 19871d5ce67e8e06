package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.embed4j.core.math.Vectors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/**
 * Prints the version and what decides speed on this machine: the width of the vector unit differs
 * 15-fold between the scalar fallback and 512 bits.
 */
@Command(
    name = "version",
    description = "Print the version, the JDK, the width of the vector unit and the memory limit.")
final class VersionCommand implements Callable<Integer>, IVersionProvider {
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    if (common.json()) {
      var node = JsonNodeFactory.instance.objectNode();
      facts().forEach(node::put);
      common.print(node);
    } else {
      facts().forEach((name, value) -> common.out().printf("%-12s %s%n", name, value));
    }
    return ExitCode.OK;
  }

  @Override
  public String[] getVersion() {
    Map<String, String> facts = facts();
    return new String[] {
      "embed4j " + facts.get("version"),
      facts.get("arithmetic") + ", " + facts.get("processors") + " processors",
      "JDK " + facts.get("jdk") + ", heap up to " + facts.get("heap"),
    };
  }

  private static Map<String, String> facts() {
    Runtime runtime = Runtime.getRuntime();
    Map<String, String> facts = new TreeMap<>();
    facts.put("version", version());
    facts.put(
        "jdk", System.getProperty("java.vm.version") + ", " + System.getProperty("java.vendor"));
    facts.put("arithmetic", Vectors.implementation());
    facts.put("processors", String.valueOf(runtime.availableProcessors()));
    facts.put("heap", (runtime.maxMemory() >> 20) + " MiB");
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return facts;
  }

  /** Returns the version that the build wrote into a resource. */
  static String version() {
    try (InputStream in = VersionCommand.class.getResourceAsStream("version.properties")) {
      if (in == null) {
        throw new IllegalStateException("the build left version.properties out");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
