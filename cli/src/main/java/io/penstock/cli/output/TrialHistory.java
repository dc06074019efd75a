package io.penstock.cli.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.penstock.backtesting.BacktestListener;
import io.penstock.backtesting.FoldRows;
import io.penstock.training.EpochReport;
import io.penstock.training.TrainingListener;
import io.penstock.trials.TrialOutline;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** Keeps the epochs of all trials, and of all their folds. */
public final class TrialHistory {
  private final List<Epoch> epochs = new ArrayList<>();

  private record Epoch(TrialOutline trial, int fold, EpochReport report) {}

  /** Listens to a trial's training. */
  public TrainingListener training(TrialOutline trial) {
    return new TrainingListener() {
      @Override
      public void onEpoch(EpochReport report) {
        epochs.add(new Epoch(trial, 0, report));
      }
    };
  }

  /** Listens to a trial's folds. */
  public BacktestListener folds(TrialOutline trial) {
    return new BacktestListener() {
      @Override
      public void onEpoch(FoldRows fold, EpochReport report) {
        epochs.add(new Epoch(trial, fold.number(), report));
      }
    };
  }

  /**
   * Writes one line an epoch: {@code trial}, {@code fold} where there are folds, {@code epoch},
   * both losses, the score that is monitored where one is, and the learning rate of its last step.
   *
   * @param done names of the trials that are done; others are left out
   * @param inFolds whether they have folds
   */
  public void writeTo(Set<String> done, boolean inFolds, OutputStream to) throws IOException {
    List<Epoch> all =
        epochs.stream()
            .filter(epoch -> done.contains(epoch.trial().name()))
            .sorted(
                Comparator.comparingInt((Epoch epoch) -> epoch.trial().number())
                    .thenComparingInt(Epoch::fold)
                    .thenComparingInt(epoch -> epoch.report().epoch()))
            .toList();
    boolean scored = all.stream().anyMatch(epoch -> epoch.report().validationScore().isPresent());
    CsvWriter csv = ForecastFile.csv(to);
    List<String> heads = new ArrayList<>(List.of("trial"));
    if (inFolds) {
      heads.add("fold");
    }
    heads.addAll(List.of("epoch", "training loss", "validation loss"));
    if (scored) {
      heads.add("validation score");
    }
    heads.add("learning rate");
    csv.writeRecord(heads);
    for (Epoch epoch : all) {
      EpochReport report = epoch.report();
      List<String> cells = new ArrayList<>(List.of(epoch.trial().name()));
      if (inFolds) {
        cells.add(Integer.toString(epoch.fold()));
      }
      cells.add(Integer.toString(report.epoch()));
      cells.add(Double.toString(report.trainingLoss()));
      cells.add(cell(report.validationLoss()));
      if (scored) {
        cells.add(cell(report.validationScore()));
      }
      cells.add(Double.toString(report.learningRate()));
      csv.writeRecord(cells);
    }
    csv.flush();
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() && !Double.isNaN(value.getAsDouble())
        ? Double.toString(value.getAsDouble())
        : "";
  }
}
