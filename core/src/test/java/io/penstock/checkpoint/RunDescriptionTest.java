package io.penstock.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.evaluation.Metric;
import io.penstock.experiment.Split;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Scaling;
import io.penstock.training.Labels;
import io.penstock.training.Optimizer;
import io.penstock.training.Stopping;
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
    refused(
        with(new Split.ByCount(48, 24, 3), Optional.empty()),
        "split.purge is 3 and was absent",
        "split.testRows is 24 and was absent");
    refused(with(Split.DEFAULT, Optional.of("ab")), "those of a model and followed from the seed");
  }

  @Test
  void whatDecidesOnStoppingAndWhatIsLearntAreNamed() {
    Stopping stopping = training.stopping();
    refused(
        Checkpoints.description(training.withStopping(stopping.withMonitor(Metric.LOG_LOSS))),
        "training.monitor is log-loss and was absent");
    refused(
        Checkpoints.description(training.withStopping(stopping.withKeepBest(false))),
        "training.keepBest is false and was true");
    refused(
        Checkpoints.description(training.withMinimumChange(0.1)),
        "training.minimumChange is 0.1 and was 0.0");
    refused(
        Checkpoints.description(training.withLabels(new Labels(0.1, List.of(1.0, 2.0), false))),
        "training.labels.smoothing is 0.1 and was 0.0",
        "training.labels.classWeights[1] is 2.0 and was absent");
    refused(
        of(run.network(), run.preparation(), Optional.empty()), "weights is absent and was weight");
    refused(of(run.network(), run.preparation(), Optional.of("w")), "weights is w and was weight");
  }

  @Test
  void eachPartOfTheNetworkIsNamed() {
    Network network = run.network();
    refused(of(network.withFuture(1)), "network.future is 1 and was absent");
    refused(
        of(network.withChannels(Channels.INDEPENDENT)),
        "network.channels is independent and was joint");
    refused(of(network.withHead(new Head.Gaussian())), "network.head");
    refused(of(network.withHead(new Head.Quantiles(List.of(0.1, 0.9)))), "network.head");
    refused(of(anchored(Anchor.LAST_VALUE)), "network.anchor is last-value and was none");
    refused(
        of(anchored(Anchor.LAST_VALUE.withScaled(true))),
        "network.scaledByWindow is true and was false");
    Preparation known =
        new Preparation(
            Scaling.STANDARD, run.preparation().columns(), List.of(0), List.of(0), List.of(0));
    refused(of(network, known, run.weights()), "preparation.future");
  }

  private static Network anchored(Anchor anchor) {
    return new Network(3, 1, 1, 1, anchor, List.of(LstmLayer.of(2)));
  }

  private RunDescription of(Network network) {
    return of(network, run.preparation(), run.weights());
  }

  private RunDescription of(Network network, Preparation preparation, Optional<String> weights) {
    return new RunDescription(
        run.data(),
        network,
        preparation,
        weights,
        run.training(),
        run.split(),
        run.season(),
        run.startedFrom());
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

  @Test
  void everyKindOfSplitIsReadBack() {
    LocalDateTime day = LocalDateTime.of(2020, 1, 2, 3, 4);
    for (Split split :
        List.of(
            Split.DEFAULT,
            new Split.ByFraction(0.5, 0.25, 7),
            new Split.ByDate(day, day.plusDays(1)),
            new Split.ByDate(day, day.plusDays(1), 2),
            new Split.ByCount(48, 0),
            new Split.ByCount(48, 24, 3),
            new Split.BySeries(0.1, 0.2, -7),
            new Split.BySeries(0, 0.25, 1).byClass("state"))) {
      RunDescription description = with(split, Optional.empty());
      assertThat(DescriptionJson.read(DescriptionJson.write(description))).isEqualTo(description);
    }
  }
}
