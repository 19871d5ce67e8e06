package io.embed4j.core.format;

import io.embed4j.core.table.EmbeddingTable;
import java.util.function.IntFunction;

/**
 * A table whose rows have names, to be exported.
 *
 * @param names name of each row of {@code table}
 * @param table the vectors
 */
public record NamedVectors(IntFunction<String> names, EmbeddingTable table) {}
