package io.embed4j.cli;

import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.complete.CompletionState;
import io.embed4j.graph.reason.complete.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Where a completion stands, kept beside its output until that is written. */
final class CompletionFile {
  private static final String SUFFIX = ".state";
  private static final long PAUSE_NANOS = 20_000_000_000L;

  private final Optional<Path> path;
  private final Request request;
  private final KgeModel model;
  private long kept = System.nanoTime();

  /**
   * Writes nothing yet.
   *
   * @param out the output; nothing is kept if there is none
   */
  CompletionFile(Optional<Path> out, Request request, KgeModel model) {
    this.path = out.map(file -> file.resolveSibling(file.getFileName() + SUFFIX));
    this.request = request;
    this.model = model;
  }

  /** Returns where an earlier process has stopped, or else the start. */
  CompletionState read(CommonOptions common) {
    Optional<CompletionState> earlier =
        path.filter(Files::exists).map(file -> CompletionState.read(file, request, model));
    earlier.ifPresent(
        state ->
            common.remark(
                "going on after %d of %d relations"
                    .formatted(state.relationsDone(), request.relations().size())));
    return earlier.orElse(CompletionState.START);
  }

  /** Keeps a state, if the last time was some time ago. */
  void keep(Supplier<CompletionState> state) {
    if (path.isPresent() && System.nanoTime() - kept > PAUSE_NANOS) {
      state.get().write(path.get(), request, model);
      kept = System.nanoTime();
    }
  }

  /** Keeps the state at which the user has stopped the work, and returns the exit code. */
  int stop(CompletionState state, CommonOptions common) {
    path.ifPresentOrElse(
        file -> {
          state.write(file, request, model);
          common.remark(
              "saved after %d of %d relations; the same command goes on"
                  .formatted(state.relationsDone(), request.relations().size()));
        },
        () -> common.remark("stopped; with --out it could go on another time"));
    return ExitCode.INTERRUPTED;
  }

  /** Removes the state once the output is there. */
  void delete() {
    try {
      if (path.isPresent()) {
        Files.deleteIfExists(path.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
