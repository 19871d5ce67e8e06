package io.embed4j.encode.quantize;

/**
 * How a vector of floats becomes bytes, with the formulas of sentence-transformers (function
 * quantize_embeddings), so that codes are those of indexes that it made. Thread-safe: no state that
 * changes.
 */
public sealed interface Quantization {
  /**
   * Returns the code of a vector.
   *
   * @throws IllegalArgumentException if the vector holds NaN or has another length than the ranges
   */
  byte[] code(float[] vector);

  /** Returns how alike two vectors are, from their codes: higher is more alike. */
  long score(byte[] a, byte[] b);

  /** Returns how alike a vector that was not coded and a coded one are: higher is more alike. */
  float rescore(float[] query, byte[] code);

  /**
   * One signed byte a dimension: {@code trunc((x − min) / step − 128)}, clamped to −128 … 127.
   * Truncation is toward zero, so that code 0 is twice as wide as the others. Scores are products
   * of codes, which are not brought back to the range of the floats.
   */
  record Int8(Int8Ranges ranges) implements Quantization {
    @Override
    public byte[] code(float[] vector) {
      return ranges.int8(vector);
    }

    @Override
    public long score(byte[] a, byte[] b) {
      return Codes.dotInt8(a, b);
    }

    @Override
    public float rescore(float[] query, byte[] code) {
      return Codes.dotInt8(query, code);
    }
  }

  /** One byte without a sign a dimension: {@code trunc((x − min) / step)}, clamped to 0 … 255. */
  record Uint8(Int8Ranges ranges) implements Quantization {
    @Override
    public byte[] code(float[] vector) {
      return ranges.uint8(vector);
    }

    @Override
    public long score(byte[] a, byte[] b) {
      return Codes.dotUint8(a, b);
    }

    @Override
    public float rescore(float[] query, byte[] code) {
      return Codes.dotUint8(query, code);
    }
  }

  /**
   * One bit a dimension, 1 where x &gt; 0, as {@link Ubinary}, but each byte is stored as its value
   * minus 128. Scores are minus the Hamming distance.
   */
  record Binary() implements Quantization {
    @Override
    public byte[] code(float[] vector) {
      return Bits.binary(vector);
    }

    @Override
    public long score(byte[] a, byte[] b) {
      return -Codes.hamming(a, b);
    }

    @Override
    public float rescore(float[] query, byte[] code) {
      return Bits.dotBinary(query, code);
    }
  }

  /**
   * One bit a dimension, 1 where x &gt; 0: the first dimension is the highest bit of the first
   * byte, and the last byte is filled up with zeros. Scores are minus the Hamming distance.
   */
  record Ubinary() implements Quantization {
    @Override
    public byte[] code(float[] vector) {
      return Bits.ubinary(vector);
    }

    @Override
    public long score(byte[] a, byte[] b) {
      return -Codes.hamming(a, b);
    }

    @Override
    public float rescore(float[] query, byte[] code) {
      return Bits.dotUbinary(query, code);
    }
  }
}
