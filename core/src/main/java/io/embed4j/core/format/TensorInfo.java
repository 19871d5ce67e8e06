package io.embed4j.core.format;

import java.util.List;

/**
 * What the header of a safetensors file says about a tensor.
 *
 * @param name its name
 * @param type type of its elements
 * @param shape lengths of its dimensions; the last one varies fastest
 * @param begin first byte, counted from the end of the header
 * @param end byte after the last one
 */
public record TensorInfo(String name, DataType type, List<Long> shape, long begin, long end) {}
