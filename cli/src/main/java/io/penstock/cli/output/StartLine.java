package io.penstock.cli.output;

import io.penstock.training.TrainingStart;

/** What is known before the first step, in a line. */
final class StartLine {
  private StartLine() {}

  static String of(TrainingStart start) {
    return "Training with "
        + start.backend()
        + " on "
        + start.device()
        + " ("
        + start.missingCuda().map(why -> "no CUDA: " + why + "; ").orElse("")
        + start.path()
        + "): "
        + Numbers.grouped(start.parameters())
        + " weights, look-back "
        + start.lookBack()
        + ", horizon "
        + start.horizon()
        + "; windows: "
        + Numbers.grouped(start.trainingWindows())
        + " training, "
        + Numbers.grouped(start.validationWindows())
        + " validation, "
        + Numbers.grouped(start.testWindows())
        + " test"
        + (start.epochsDone() > 0 ? "; goes on after epoch " + start.epochsDone() : "");
  }
}
