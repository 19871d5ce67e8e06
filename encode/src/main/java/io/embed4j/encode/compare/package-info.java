/**
 * Encoders of several kinds on equal terms: RNN, LSTM, GRU and Transformer of about the same number
 * of parameters, the same vocabulary, texts, pairs, loss and budget. Open {@link
 * io.embed4j.encode.compare.Comparison} first.
 */
@NullMarked
package io.embed4j.encode.compare;

import org.jspecify.annotations.NullMarked;
