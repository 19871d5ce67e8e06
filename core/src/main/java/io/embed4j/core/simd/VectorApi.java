package io.embed4j.core.simd;

/**
 * Whether the Vector API is there. It is an incubator module: a program on the class path has it
 * only when started with {@code --add-modules jdk.incubator.vector}.
 */
public final class VectorApi {
  private VectorApi() {}

  /** Returns whether {@link Simd} may be touched; loading that class fails where this is false. */
  public static boolean isPresent() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }
}
