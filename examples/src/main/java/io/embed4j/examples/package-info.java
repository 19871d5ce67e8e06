/**
 * What the command line does, in a few lines of Java each. After {@code ./embed4j version} has
 * built the program, one runs as
 *
 * <pre>{@code
 * java --add-modules jdk.incubator.vector -cp "target/app/$(cat target/app/current)/*" \
 *     examples/src/main/java/io/embed4j/examples/TrainAndPredict.java my-graph
 * }</pre>
 */
@NullMarked
package io.embed4j.examples;

import org.jspecify.annotations.NullMarked;
