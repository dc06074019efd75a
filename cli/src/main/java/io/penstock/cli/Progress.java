package io.penstock.cli;

import io.penstock.cli.output.ProgressBar;
import io.penstock.cli.output.ProgressLines;
import io.penstock.training.TrainingListener;
import java.io.PrintStream;

/**
 * How training is shown: a bar on a terminal, a line an epoch elsewhere, nothing if it is to be
 * quiet.
 *
 * @param listener draws
 * @param end wipes out what was drawn in place
 */
record Progress(TrainingListener listener, Runnable end) implements AutoCloseable {
  static Progress of(boolean quiet, PrintStream err) {
    if (quiet) {
      return new Progress(TrainingListener.NONE, () -> {});
    }
    Terminal terminal = Terminal.behindStandardError();
    if (!terminal.interactive()) {
      return new Progress(new ProgressLines(err), () -> {});
    }
    ProgressBar bar = new ProgressBar(err, terminal.width(), System::nanoTime);
    return new Progress(bar, bar::close);
  }

  @Override
  public void close() {
    end.run();
  }
}
