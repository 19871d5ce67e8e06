/**
 * The tensors of checkpoints: safetensors, {@code pytorch_model.bin} and ONNX, whole or in parts.
 * Open {@link io.embed4j.neural.weights.Weights} first. No file is trusted: whatever is wrong with
 * one ends in a {@link io.embed4j.core.error.ModelFormatException}.
 */
@NullMarked
package io.embed4j.neural.weights;

import org.jspecify.annotations.NullMarked;
