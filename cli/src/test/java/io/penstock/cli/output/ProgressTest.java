package io.penstock.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.evaluation.Metric;
import io.penstock.training.EpochReport;
import io.penstock.training.StepReport;
import io.penstock.training.StopReason;
import io.penstock.training.TrainingListener;
import io.penstock.training.TrainingStart;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
  private static final TrainingStart START =
      new TrainingStart("pytorch", "cpu", "fused kernel", 6400, 900, 1800, 17_676, 24, 12, 100);
  private static final StepReport FIRST = new StepReport(1, 1, 200, 0.9, 1e-3, 32, 2);
  private static final StepReport LATER = new StepReport(3, 100, 200, 0.1, 1e-3, 16_000, 12);
  private static final EpochReport EPOCH =
      new EpochReport(2, 100, 0.12345, OptionalDouble.of(0.25), true, 1e-3, 9.5, 1600);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void theLineSaysEpochLossesSpeedAndTimeLeft() {
    assertThat(ProgressLine.of(FIRST, LATER, 100, Optional.empty(), Optional.of(EPOCH), 120))
        .isEqualTo(
            "epoch 3/100 [###############---------------]  loss 0.1235  validation 0.2500  1 597 samples/s  at most 7 min left");
  }

  @Test
  void onANarrowTerminalWordsAreShortened() {
    assertThat(ProgressLine.of(FIRST, LATER, 100, Optional.empty(), Optional.of(EPOCH), 79))
        .isEqualTo(
            "epoch 3/100 [##########-----------]  loss 0.1235  val. 0.2500  1 597/s  < 7 min");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 12, 19, 20, 40, 60, 79, 100, 250})
  void theLineNeverExceedsItsWidth(int width) {
    assertThat(
            ProgressLine.of(FIRST, LATER, 100, Optional.empty(), Optional.of(EPOCH), width)
                .length())
        .isLessThanOrEqualTo(width);
    assertThat(
            ProgressLine.of(FIRST, FIRST, 100, Optional.empty(), Optional.empty(), width).length())
        .isLessThanOrEqualTo(width);
  }

  @Test
  void aNoticeIsAWarningBeforeTrainingBegins() {
    new ProgressLines(err).onNotice("Column near goes with the target y.");
    try (ProgressBar bar = new ProgressBar(err, 80, () -> 0)) {
      bar.onNotice("Another.");
    }
    RunRecord record = new RunRecord();
    new Listeners(List.of(record), () -> false).onNotice("Another.");

    assertThat(printed())
        .isEqualTo("Warning: Column near goes with the target y.\nWarning: Another.\n");
    assertThat(record.notices()).containsExactly("Another.");
  }

  @Test
  void theBarIsRedrawnAtMostTenTimesASecondAndWipedOutAtTheEnd() {
    AtomicLong clock = new AtomicLong();
    try (ProgressBar bar = new ProgressBar(err, 80, clock::get)) {
      bar.onStart(START);
      for (int step = 1; step <= 200; step++) {
        bar.onStep(new StepReport(1, step, 200, 0.5, 1e-3, 32L * step, 0.01 * step));
        clock.addAndGet(10_000_000L);
      }
      bar.onStop(StopReason.EPOCHS_DONE);
    }

    String[] drawn = printed().split("\r", -1);
    assertThat(drawn[0]).startsWith("Training with pytorch on cpu (fused kernel): 17 676 weights");
    assertThat(drawn.length - 1).as("20 lines in 2 seconds, a wipe of two returns").isEqualTo(22);
    assertThat(drawn[drawn.length - 2]).isBlank();
    assertThat(drawn[drawn.length - 1]).isEmpty();
  }

  @Test
  void aShorterLineCoversALongerOne() {
    AtomicLong clock = new AtomicLong();
    ProgressBar bar = new ProgressBar(err, 120, clock::get);
    bar.onStart(START);
    bar.onEpoch(EPOCH);
    bar.onStep(FIRST);
    clock.addAndGet(1_000_000_000L);
    bar.onStep(LATER);
    clock.addAndGet(1_000_000_000L);
    bar.onStep(FIRST);

    String[] drawn = printed().split("\r", -1);
    assertThat(drawn[3].stripTrailing().length()).isLessThan(drawn[2].length());
    assertThat(drawn[3]).hasSameSizeAs(drawn[2]);
  }

  @Test
  void elsewhereAnEpochIsAPlainLine() {
    TrainingListener lines = new ProgressLines(err);
    lines.onStart(START);
    lines.onEpoch(EPOCH);
    lines.onEpoch(new EpochReport(3, 100, 0.1, OptionalDouble.empty(), false, 1e-3, 75, 12_345.6));

    assertThat(printed().lines().skip(1))
        .containsExactly(
            "epoch 2/100  loss 0.1235  validation 0.2500  1 600 samples/s  9.5 s  best",
            "epoch 3/100  loss 0.1000  12 346 samples/s  1 min 15 s");
    assertThat(printed().lines().findFirst())
        .hasValue(
            "Training with pytorch on cpu (fused kernel): 17 676 weights, look-back 24, horizon 12; windows: 6 400 training, 900 validation, 1 800 test");
  }

  @Test
  void whereAutoFoundNoCudaTheFirstLineSaysWhy() {
    new ProgressLines(err)
        .onStart(
            new TrainingStart(
                "pytorch",
                "cpu",
                Optional.of("no NVIDIA driver"),
                "fused kernel",
                6400,
                900,
                1800,
                17_676,
                24,
                12,
                100,
                0,
                0,
                1,
                Optional.empty()));

    assertThat(printed())
        .startsWith(
            "Training with pytorch on cpu (no CUDA: no NVIDIA driver; fused kernel): 17 676 weights")
        .hasLineCount(1);
  }

  @Test
  void theSpeedOfARunLeavesOutTheFirstEpochIfThereAreOthers() {
    RunRecord run = new RunRecord();
    run.onStart(START);
    run.onEpoch(new EpochReport(1, 100, 1, OptionalDouble.empty(), true, 1e-3, 64, 100));
    assertThat(run.samplesPerSecond()).isEqualTo(100);

    run.onEpoch(new EpochReport(2, 100, 1, OptionalDouble.empty(), true, 1e-3, 66, 3200));
    run.onEpoch(new EpochReport(3, 100, 1, OptionalDouble.empty(), true, 1e-3, 67, 6400));

    assertThat(run.epochs()).isEqualTo(3);
    assertThat(run.seconds()).isEqualTo(67);
    assertThat(run.samplesPerSecond()).isEqualTo(12_800 / 3.0);
  }

  @Test
  void theScoreThatDecidesIsShownBesideTheLosses() {
    TrainingStart monitored =
        new TrainingStart(
            "pytorch",
            "cpu",
            Optional.empty(),
            "p",
            100,
            9,
            9,
            10,
            24,
            12,
            100,
            0,
            0,
            3,
            Optional.of(Metric.MASE));
    EpochReport scored =
        new EpochReport(
            2, 100, 0.5, OptionalDouble.of(0.25), OptionalDouble.of(0.8), true, 1e-3, 9.5, 1600);
    TrainingListener lines = new ProgressLines(err);
    lines.onStart(monitored);
    lines.onEpoch(scored);

    assertThat(printed().lines().skip(1))
        .containsExactly(
            "epoch 2/100  loss 0.5000  validation 0.2500  MASE 0.8000  1 600 samples/s  9.5 s  best");
    assertThat(
            ProgressLine.of(FIRST, LATER, 100, Optional.of(Metric.MASE), Optional.of(scored), 200))
        .contains("  validation 0.2500  MASE 0.8000  1 597 samples/s");
  }

  @Test
  void theSpeedOfIndependentChannelsCountsTheirExamples() {
    RunRecord run = new RunRecord();
    run.onStart(
        new TrainingStart(
            "pytorch",
            "cpu",
            Optional.empty(),
            "p",
            100,
            9,
            9,
            10,
            24,
            12,
            100,
            0,
            0,
            3,
            Optional.empty()));
    run.onEpoch(new EpochReport(1, 100, 1, OptionalDouble.empty(), true, 1e-3, 2, 150));

    assertThat(run.samplesPerSecond()).isEqualTo(150);
  }

  @Test
  void aRunWithoutAnEpochHasNoSpeed() {
    assertThat(new RunRecord().samplesPerSecond()).isNaN();
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
