package io.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.penstock.dataset.ArrayBatch;
import io.penstock.evaluation.Metric;
import io.penstock.experiment.Experiment;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import io.penstock.spi.Capabilities.Part;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import io.penstock.training.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known of the future enters the head after the final state, forward and backward. */
interface FutureRules extends BackendRules {
  @ParameterizedTest(name = "{0}")
  @MethodSource("knownFutures")
  default void whatIsKnownOfTheFutureIsThatOfTheReference(BatchCase drawn) {
    assumeFuture();
    drawn.requireReference(tested());
  }

  /** One column and three, one row and four, every loss, on the plain way and the general one. */
  default Stream<BatchCase> knownFutures() {
    List<BatchCase> cases = new ArrayList<>();
    for (Loss loss : capabilities().losses().stream().sorted().toList()) {
      for (int horizon : new int[] {1, 4}) {
        for (int columns : new int[] {1, 3}) {
          for (List<LstmLayer> layers : stacks()) {
            Network network =
                new Network(5, 2, horizon, 2, Anchor.NONE, layers)
                    .withFuture(columns)
                    .withHead(RandomCase.head(loss));
            cases.add(BatchCase.draw(3000 + cases.size(), network, loss, false));
          }
        }
      }
    }
    return cases.stream();
  }

  /** A plain layer, both directions with dropout, and a stack that ends in the general way. */
  private List<List<LstmLayer>> stacks() {
    DeclaredKinds kinds = DeclaredKinds.of(capabilities());
    return List.of(
        List.of(LstmLayer.of(4)),
        List.of(new LstmLayer(3, kinds.direction(), Activation.TANH, kinds.dropout())),
        List.of(LstmLayer.of(3), new LstmLayer(4, kinds.direction(), kinds.activation())));
  }

  @Test
  default void anotherFutureGivesOtherOutputs() {
    assumeFuture();
    Network network = new Network(5, 2, 3, 1, Anchor.NONE, List.of(LstmLayer.of(4))).withFuture(2);
    BatchCase drawn = BatchCase.draw(31, network, Loss.MSE, false);
    ArrayBatch batch = drawn.batch();
    float[] changed = batch.future().clone();
    changed[changed.length - 1] += 1;
    float[] before = drawn.on(tested()).outputs();
    float[] after = drawn.with(batch.withFuture(changed)).on(tested()).outputs();
    for (int i = 0; i < before.length; i++) {
      if (i < before.length - network.outputs()) {
        assertThat(after[i]).as("output %d of another example", i).isEqualTo(before[i]);
      } else {
        assertThat(after[i]).as("output %d", i).isNotEqualTo(before[i]);
      }
    }
  }

  /** The target follows two columns of its own row, of which the rows before tell nothing. */
  @Test
  default void aSignalThatIsKnownOfTheFutureIsLearnt() {
    assumeFuture();
    Series series = promoted(700);
    Experiment.Builder description =
        tested()
            .experiment("sales")
            .features("sales")
            .anchor(Anchor.NONE)
            .training(Training.DEFAULT.withEpochs(25).withOptimizer(new Optimizer.Adam(0.01)));
    assertThat(error(series, description.future("promotion", "price").build())).isLessThan(0.1);
    assertThat(error(series, description.future().build())).isGreaterThan(0.5);
  }

  private double error(Series series, Experiment experiment) {
    return tested()
        .penstock()
        .train(series, experiment)
        .description()
        .evaluation()
        .orElseThrow()
        .model()
        .value(Metric.MAE);
  }

  private static Series promoted(int rows) {
    Random random = new Random(7);
    Frequency hour = new Frequency(1, TimeStep.HOUR);
    long[] times = new long[rows];
    float[] values = new float[rows * 3];
    for (int row = 0; row < rows; row++) {
      times[row] = hour.plus(1_700_000_000_000L, row);
      float promotion = random.nextInt(2);
      float price = (float) random.nextGaussian();
      values[row * 3] = 2 * promotion - price + 5;
      values[row * 3 + 1] = promotion;
      values[row * 3 + 2] = price;
    }
    return Series.of("sales", List.of("sales", "promotion", "price"), times, values, hour);
  }

  private void assumeFuture() {
    assumeTrue(
        capabilities().parts().contains(Part.FUTURE), "the plugin declares no known futures");
  }
}
