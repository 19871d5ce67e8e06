package io.embed4j.core.matrix;

import io.embed4j.core.simd.Simd;
import io.embed4j.core.simd.VectorApi;

/**
 * Sizes of a tile of C and of the blocks around it, and the choice between SIMD and plain tiles.
 * The scheme is that of Goto, van de Geijn: Anatomy of High-Performance Matrix Multiplication,
 * 2008. A tile is 6 rows × 2 vectors where there are 16 registers (12 accumulators, two vectors of
 * B, one of A), and 6 × 4 where there are 32.
 */
final class Tiles {
  private static final boolean SIMD = VectorApi.isPresent();

  private static final boolean EIGHT_LANES = SIMD && Simd.FLOATS.length() >= 8;

  /** AVX-512 has 32 vector registers, AVX2 16. */
  private static final boolean WIDE = SIMD && Simd.FLOATS.vectorBitSize() >= 512;

  /** Rows of a tile. */
  static final int ROWS = 6;

  /** Columns of a tile, and of a panel of the packed right-hand matrix. */
  static final int COLUMNS = SIMD ? (WIDE ? 4 : 2) * Simd.FLOATS.length() : 16;

  /** Columns of a tile of {@link StripProduct}: a panel, or a part of one. */
  static final int STRIP_COLUMNS = SIMD ? 2 * Simd.FLOATS.length() : COLUMNS;

  /** See {@link Tile#chain()}. */
  static final int PRODUCT_CHAIN = 512;

  /** Terms of a distance all have the same sign, so that a sum of them errs more. */
  static final int DISTANCE_CHAIN = 256;

  private Tiles() {}

  static Tile product() {
    if (!SIMD) {
      return new ScalarTiles.Product();
    }
    return WIDE ? new WideProductTile() : new ProductTile();
  }

  static Transposition transposition() {
    return SIMD ? new SimdTransposition() : new Transposition.Plain();
  }

  static RowPacking rowPacking() {
    return EIGHT_LANES ? new RowPacking.Lanewise() : new RowPacking.Plain();
  }

  static ColumnPacking columnPacking() {
    return EIGHT_LANES ? new ColumnPacking.Eights() : new ColumnPacking.Plain();
  }

  static Tile l1() {
    return SIMD ? new L1Tile() : new ScalarTiles.L1();
  }

  static Tile squared() {
    return SIMD ? new SquaredTile() : new ScalarTiles.Squared();
  }

  /** Returns the tile of the complex modulus; imaginary parts stand {@code dim} rows below. */
  static Tile modulus(int dim) {
    return SIMD ? new ModulusTile(dim) : new ScalarTiles.Modulus(dim);
  }

  static StripTile strip() {
    return SIMD ? new SimdStripTile() : new ScalarStripTile();
  }

  static Direction l1Direction() {
    return SIMD ? new L1Direction() : new ScalarDirections.L1();
  }

  static Direction modulusDirection() {
    return SIMD ? new ModulusDirection() : new ScalarDirections.Modulus();
  }

  /** Returns how many panels or tiles of the given size cover a length. */
  static int count(int length, int size) {
    return (length + size - 1) / size;
  }
}
