/**
 * Readers of the data sets. Open {@link io.embed4j.encode.benchmark.data.DataSet} first: it finds
 * an archive or a folder and hands out lines that know where they stand.
 */
@NullMarked
package io.embed4j.encode.benchmark.data;

import org.jspecify.annotations.NullMarked;
