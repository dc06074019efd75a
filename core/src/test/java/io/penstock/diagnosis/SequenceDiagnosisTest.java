package io.penstock.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.Penstock;
import io.penstock.ReferencePenstock;
import io.penstock.experiment.Experiment;
import io.penstock.model.TrainedModel;
import io.penstock.network.WeightLayout;
import io.penstock.network.Weights;
import io.penstock.series.Series;
import io.penstock.training.Training;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Diagnosis of sequences with a class each, and of models of them. */
class SequenceDiagnosisTest {
  private static final int POINTS = 16;
  private static final Penstock PENSTOCK = ReferencePenstock.create();

  @TempDir private Path folder;

  /** Rising and falling lines with noise. */
  private Series lines(int count, boolean twice) throws Exception {
    Random random = new Random(8);
    StringBuilder file = new StringBuilder();
    for (int k = 0; k < count; k++) {
      StringBuilder line = new StringBuilder(k % 2 == 0 ? "up" : "down");
      for (int t = 0; t < POINTS; t++) {
        double value = (k % 2 == 0 ? 1 : -1) * (t - 7.5) + random.nextGaussian();
        line.append(String.format(Locale.ROOT, "\t%.4f", value));
      }
      line.append('\n');
      file.append(line).append(twice ? line : "");
    }
    return PENSTOCK.read(Files.writeString(folder.resolve("lines.tsv"), file));
  }

  private static Experiment experiment(int epochs) {
    Training usual = Experiment.classify("class").build().training();
    return Experiment.classify("class").units(4).training(usual.withEpochs(epochs)).build();
  }

  private static List<Finding> of(Diagnosis diagnosis, String check) {
    return diagnosis.findings().stream().filter(found -> found.check().equals(check)).toList();
  }

  @Test
  void sequencesThatStandInBothPartsAreFound() throws Exception {
    assertThat(of(PENSTOCK.diagnose(lines(60, false), experiment(1)), "rows twice")).isEmpty();

    List<Finding> found = of(PENSTOCK.diagnose(lines(60, true), experiment(1)), "rows twice");

    assertThat(found).hasSize(1);
    assertThat(found.get(0).severity()).isEqualTo(Severity.GRAVE);
    assertThat(found.get(0).numbers().get("share of later rows")).isGreaterThan(0.3);
  }

  @Test
  void checksOfTheCourseOfTimeAreNotDone() throws Exception {
    Diagnosis diagnosis = PENSTOCK.diagnose(lines(60, false), experiment(1));

    assertThat(diagnosis.clean()).containsExactly("rows twice", "enough windows");
    assertThat(diagnosis.findings()).isEmpty();
    assertThat(diagnosis.notDone())
        .hasSize(9)
        .allMatch(
            one ->
                one.why()
                    .equals("the rows are the points of sequences, each of a class as a whole."));
  }

  @Test
  void aModelThatTellsTheClassesHasSkill() throws Exception {
    Series lines = lines(120, false);
    TrainedModel model = PENSTOCK.train(lines, experiment(60));

    Diagnosis diagnosis = PENSTOCK.diagnose(lines, model, experiment(60));

    assertThat(diagnosis.clean()).as(diagnosis.toString()).contains("skill");
    assertThat(diagnosis.remarks())
        .containsExactly(
            "The data are those that the model was trained on; it is judged on their test part.");
  }

  @Test
  void aModelWithoutSkillIsNamedBesideTheSharesOfTheClasses() throws Exception {
    Series lines = lines(120, false);
    TrainedModel model = PENSTOCK.train(lines, experiment(1));
    float[] flat = model.weights().toArray();
    for (WeightLayout.Slot slot : WeightLayout.of(model.description().network()).slots()) {
      if (slot.role() == WeightLayout.Role.HEAD) {
        Arrays.fill(flat, slot.offset(), slot.end(), 0f);
      } else if (slot.role() == WeightLayout.Role.HEAD_BIAS) {
        // Far from the half of the sequences that either class has.
        flat[slot.offset()] = 1;
      }
    }
    TrainedModel blind =
        new TrainedModel(model.description(), Weights.of(model.description().network(), flat));

    List<Finding> found = of(PENSTOCK.diagnose(lines, blind, experiment(1)), "skill");

    // Of two equally frequent classes, by 1 / (1 + e) = 0.269: 2 (0.269² + 0.731²) / 2 = 0.607.
    assertThat(found).hasSize(1);
    assertThat(found.get(0).severity()).isEqualTo(Severity.GRAVE);
    assertThat(found.get(0).found())
        .startsWith(
            "The model is no better than a forecast that needs none: its Brier is 0.607, that of ")
        .endsWith("over 24 windows.");
  }

  @Test
  void oneThatIsWorseThanTheNearestWindowIsWarnedOf() throws Exception {
    Series lines = lines(120, false);
    TrainedModel model = PENSTOCK.train(lines, experiment(8));

    List<Finding> found = of(PENSTOCK.diagnose(lines, model, experiment(8)), "skill");

    assertThat(found).hasSize(1);
    assertThat(found.get(0).severity()).isEqualTo(Severity.WARNING);
    assertThat(found.get(0).found())
        .startsWith("The nearest training window tells the classes better than the model: its ");
  }
}
