package io.penstock.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Split;
import io.penstock.network.Head;
import io.penstock.training.Optimizer;
import io.penstock.training.Training;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunDescriptionTest {
  private final Training training = Training.DEFAULT.decided(100, new Head.Linear());
  private final RunDescription run = Checkpoints.description(training);

  @Test
  void theSameRunGoesOnAndMayHaveMoreEpochs() {
    int epochs = training.epochs().orElseThrow();
    assertThatCode(() -> run.requireSame(Checkpoints.description(training), 3))
        .doesNotThrowAnyException();
    assertThatCode(
            () -> run.requireSame(Checkpoints.description(training.withEpochs(epochs + 1)), 3))
        .doesNotThrowAnyException();
    refused(Checkpoints.description(training.withEpochs(2)), "3 epochs, more than the 2 asked for");
  }

  @Test
  void eachDifferenceIsNamedWithWhatItIsAndWas() {
    refused(
        Checkpoints.description(
            training.withOptimizer(new Optimizer.Adam(0.5)).withSeed(7).withPatience(1)),
        "training.optimizer.learningRate is 0.5 and was 0.001",
        "training.patience is 1 and was ",
        "training.seed is 7 and was 1");
    refused(
        Checkpoints.description(training.withOptimizer(new Optimizer.Sgd(0.001, 0, false))),
        "training.optimizer.name is sgd and was adam",
        "training.optimizer.beta1 is absent and was 0.9");
    refused(
        with(new Split.ByDate(LocalDateTime.MIN, LocalDateTime.MIN), Optional.empty()),
        "split.training is absent and was 0.7");
    refused(with(Split.DEFAULT, Optional.of("ab")), "those of a model and followed from the seed");
  }

  @Test
  void otherDataAreToldByColumnsThenByRowsThenByValues() {
    otherData(List.of("sales"), 200, "the columns are sales and were sales, price");
    otherData(List.of("sales", "price"), 201, "there are 201 rows and were 200");
    otherData(List.of("sales", "price"), 200, "times or values are others");
  }

  private void otherData(List<String> columns, int rows, String difference) {
    assertThatThrownBy(() -> run.requireData(new SeriesFacts("new.csv", columns, rows, "00")))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA))
        .hasMessageContaining("sales.csv")
        .hasMessageContaining("in new.csv")
        .hasMessageContaining(difference);
  }

  private void refused(RunDescription other, String... differences) {
    assertThatThrownBy(() -> run.requireSame(other, 3))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessageContainingAll(differences);
  }

  private RunDescription with(Split split, Optional<String> startedFrom) {
    return new RunDescription(
        run.data(),
        run.network(),
        run.preparation(),
        run.weights(),
        run.training(),
        split,
        run.season(),
        startedFrom);
  }
}
