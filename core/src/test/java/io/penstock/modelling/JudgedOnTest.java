package io.penstock.modelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.Penstock;
import io.penstock.ReferencePenstock;
import io.penstock.csv.CsvOptions;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.Split;
import io.penstock.series.Layout;
import io.penstock.series.Series;
import io.penstock.training.Training;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores on data of their own, beside all baselines. */
class JudgedOnTest {
  private static final Penstock PENSTOCK = ReferencePenstock.create();
  private static final int POINTS = 6;

  @TempDir private Path folder;

  private final Random random = new Random(4);

  private record Sequence(int label, float[] points) {}

  private Sequence sequence(int number) {
    float[] points = new float[POINTS];
    for (int t = 0; t < POINTS; t++) {
      points[t] = (float) (0.8 * (number % 3) + random.nextGaussian());
    }
    return new Sequence(number % 3, points);
  }

  private List<Sequence> sequences(int count) {
    return IntStream.range(0, count).mapToObj(this::sequence).toList();
  }

  private Series read(List<Sequence> sequences, List<String> classes) throws Exception {
    StringBuilder file = new StringBuilder();
    for (Sequence sequence : sequences) {
      file.append('c').append(sequence.label());
      for (float point : sequence.points()) {
        file.append('\t').append(point);
      }
      file.append('\n');
    }
    return PENSTOCK
        .read(
            Files.writeString(Files.createTempFile(folder, "some", ".tsv"), file),
            CsvOptions.DEFAULT.withLayout(Layout.SEQUENCES).withClasses(classes))
        .series();
  }

  /** By the definition, of raw values: there is one column, so that scaling changes no order. */
  private static int nearest(List<Sequence> training, Sequence asked) {
    int label = -1;
    double least = Double.POSITIVE_INFINITY;
    for (Sequence known : training) {
      double distance = 0;
      for (int t = 0; t < POINTS; t++) {
        distance += Math.pow((double) known.points()[t] - asked.points()[t], 2);
      }
      if (distance < least) {
        least = distance;
        label = known.label();
      }
    }
    return label;
  }

  @Test
  void theNearestTrainingWindowIsAmongTheBaselinesOfAFileOfItsOwn() throws Exception {
    List<Sequence> training = sequences(90);
    List<Sequence> test = sequences(70);
    Series series = read(training, List.of());
    Training usual = Experiment.classify("class").build().training();
    Experiment experiment =
        Experiment.classify("class")
            .units(2)
            .split(new Split.BySeries(0, 0, 1))
            .training(usual.withEpochs(1))
            .build();

    Evaluation evaluation =
        PENSTOCK
            .train(
                series,
                experiment,
                TrainingOptions.DEFAULT.judgedOn(read(test, series.labels("class"))))
            .description()
            .evaluation()
            .orElseThrow();

    long right = test.stream().filter(one -> nearest(training, one) == one.label()).count();
    assertThat(evaluation.windows()).isEqualTo(70);
    assertThat(evaluation.baselines()).containsKey(Baseline.MAJORITY_CLASS);
    assertThat(evaluation.baselines().get(Baseline.NEAREST_NEIGHBOUR).value(Metric.ACCURACY))
        .isCloseTo(right / 70.0, within(1e-12))
        .isBetween(0.34, 0.9);
  }
}
