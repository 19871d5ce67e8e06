package io.embed4j.neural.grid;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.Convolution;
import io.embed4j.neural.convolution.GridPositions;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.RowSums;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * norm([tokens; patches] + positions): Dosovitskiy et al.: An Image Is Worth 16x16 Words, 2021,
 * equation 1. Thread-safe: no state.
 *
 * @param patches what makes a state of a patch; places beyond the last whole patch are left out
 * @param tokens states in front of the patches, the same for each grid: none, that of the class, or
 *     several; tokens × dim
 * @param positions of the tokens in their first rows, then of the patches
 * @param norm of the sum: CLIP
 */
public record PatchEmbedding(
    Convolution patches, Parameter tokens, GridPositions positions, Norm norm)
    implements GridInput {
  /** Height and width of a grid of patches. */
  private record Size(int height, int width) {
    static Size of(Grids grids, int grid) {
      return new Size(grids.heights()[grid], grids.widths()[grid]);
    }
  }

  private int dim() {
    return positions.dim();
  }

  private int tokenCount() {
    return tokens.size() / dim();
  }

  @Override
  public int channels() {
    return patches.channels();
  }

  @Override
  public Segments segments(Grids grids) {
    Grids after = grids.after(patches.window());
    return Segments.ofLengths(
        IntStream.range(0, after.count()).mapToObj(i -> tokenCount() + after.places(i)).toList());
  }

  @Override
  public Matrix forward(GridBatch batch, Workspace space) {
    Matrix x = sums(batch, space);
    space.forRows(x.rows(), row -> norm.applyInPlace(x.data(), row * x.rowStride()));
    return x;
  }

  /** Returns what the norm is applied to. */
  private Matrix sums(GridBatch batch, Workspace space) {
    Grids grids = batch.grids().after(patches.window());
    Segments segments = segments(batch.grids());
    List<Matrix> tables = tables(grids);
    Matrix states = patches.forward(batch.values(), batch.grids(), space); // patches × dim
    Matrix x = space.matrix(segments.rows(), dim()); // tokens × dim
    Segments places = grids.segments();
    space.forRows(
        x.rows(),
        row -> {
          int grid = segments.sequenceOf(row);
          int token = row - segments.start(grid);
          int patch = token - tokenCount();
          int at = row * dim();
          if (patch < 0) {
            System.arraycopy(tokens.values(), token * dim(), x.data(), at, dim());
            Vectors.addScaled(1, positions.table().values(), token * dim(), x.data(), at, dim());
          } else {
            int from = (places.start(grid) + patch) * dim();
            System.arraycopy(states.data(), from, x.data(), at, dim());
            Matrix table = tables.get(grid);
            Vectors.addScaled(1, table.data(), table.offset() + patch * dim(), x.data(), at, dim());
          }
        });
    space.release(states);
    return x;
  }

  /** Returns the positions of each grid. */
  private List<Matrix> tables(Grids grids) {
    Map<Size, Matrix> ofSize = new HashMap<>();
    return IntStream.range(0, grids.count())
        .mapToObj(i -> Size.of(grids, i))
        .map(size -> ofSize.computeIfAbsent(size, s -> positions.of(s.height, s.width)))
        .toList();
  }

  /** With dropout after the norm. */
  @Override
  public Trace trace(GridBatch batch, Training training) {
    Workspace space = training.space();
    Matrix sums = sums(batch, space);
    Matrix x = space.matrix(sums.rows(), dim());
    space.forRows(
        x.rows(),
        row -> {
          int at = row * dim();
          System.arraycopy(sums.data(), at, x.data(), at, dim());
          norm.applyInPlace(x.data(), at);
          training.dropout().applyToStates(x.data(), at, dim(), row);
        });
    return new Trace(
        x,
        dx -> {
          space.release(x);
          return backward(batch, sums, dx, training);
        });
  }

  private Matrix backward(GridBatch batch, Matrix sums, Matrix dx, Training training) {
    Workspace space = training.space();
    Matrix dSums = space.matrix(sums.rows(), dim());
    RowSums.add(
        space,
        sums.rows(),
        norm.parameters(),
        (row, gradients, gradientsAt) -> {
          int at = row * dim();
          System.arraycopy(dx.data(), dx.offset() + row * dx.rowStride(), dSums.data(), at, dim());
          training.dropout().applyToStates(dSums.data(), at, dim(), row);
          norm.backwardInPlace(sums.data(), at, dSums.data(), at, gradients, gradientsAt);
        });
    space.release(sums);
    addPositionGradients(batch, dSums, space);
    addPatchGradients(batch, dSums, training);
    space.release(dSums);
    return space.matrix(0, 0);
  }

  private void addPositionGradients(GridBatch batch, Matrix dSums, Workspace space) {
    Grids grids = batch.grids().after(patches.window());
    Segments segments = segments(batch.grids());
    Map<Size, List<Integer>> ofSize = new LinkedHashMap<>();
    for (int i = 0; i < grids.count(); i++) {
      ofSize.computeIfAbsent(Size.of(grids, i), s -> new ArrayList<>()).add(i);
    }
    ofSize.forEach(
        (size, same) -> {
          Matrix total = space.matrix(tokenCount() + size.height * size.width, dim());
          space.forRows(
              total.rows(),
              row -> {
                int at = row * dim();
                Arrays.fill(total.data(), at, at + dim(), 0);
                for (int grid : same) {
                  int from = (segments.start(grid) + row) * dim();
                  Vectors.addScaled(1, dSums.data(), from, total.data(), at, dim());
                }
              });
          addTo(tokens, total);
          addTo(positions.table(), total);
          positions.addGradient(
              total.rowRange(tokenCount(), total.rows()), size.height, size.width);
          space.release(total);
        });
  }

  /** Adds the gradients of the tokens in front. */
  private void addTo(Parameter parameter, Matrix total) {
    if (!parameter.isFrozen()) {
      Vectors.addScaled(1, total.data(), 0, parameter.gradient(), 0, tokens.size());
    }
  }

  private void addPatchGradients(GridBatch batch, Matrix dSums, Training training) {
    Segments segments = segments(batch.grids());
    Workspace space = training.space();
    int rows = segments.rows() - segments.count() * tokenCount();
    Matrix dStates = space.matrix(rows, dim());
    int row = 0;
    for (int i = 0; i < segments.count(); i++) {
      Matrix some = dSums.rowRange(segments.start(i) + tokenCount(), segments.end(i));
      System.arraycopy(
          some.data(), some.offset(), dStates.data(), row * dim(), some.rows() * dim());
      row += some.rows();
    }
    patches.addGradients(batch.values(), batch.grids(), dStates, training);
    space.release(dStates);
  }
}
