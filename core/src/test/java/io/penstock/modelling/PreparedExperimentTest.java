package io.penstock.modelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.SampleSeries;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.network.Activation;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.series.Series;
import io.penstock.training.Loss;
import io.penstock.training.Training;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreparedExperimentTest {
  private final Series series = SampleSeries.hourly(SampleSeries.random(new Random(1), 2000, 0));

  @Test
  void theNetworkHasTheSegmentsTheEmbeddingAndTheLayersAskedFor() {
    List<LstmLayer> layers =
        List.of(
            new LstmLayer(8, Direction.BIDIRECTIONAL, Activation.RELU, 0.25),
            new LstmLayer(4, Direction.FORWARD, Activation.SIGMOID));
    Network network =
        network(Experiment.forecast("y").lookBack(48).segment(12).embedding(6).layers(layers));
    assertThat(network.lookBack()).isEqualTo(48);
    assertThat(network.segment()).isEqualTo(12);
    assertThat(network.embedding()).hasValue(6);
    assertThat(network.layers()).isEqualTo(layers);
  }

  @Test
  void aLookBackThatIsNotNamedIsRoundedUpToWholeSegments() {
    assertThat(network(Experiment.forecast("y")).lookBack()).isEqualTo(96);
    assertThat(network(Experiment.forecast("y").segment(48)).lookBack()).isEqualTo(96);
    assertThat(network(Experiment.forecast("y").segment(50)).lookBack()).isEqualTo(100);
    assertThat(network(Experiment.forecast("y").segment(200)).lookBack()).isEqualTo(200);
  }

  @Test
  void aLookBackThatSegmentsDoNotFillIsRefusedNamingBoth() {
    assertThatThrownBy(() -> network(Experiment.forecast("y").lookBack(100).segment(48)))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessage(
            "A look-back of 100 rows cannot be cut into segments of 48 rows. Take a multiple of the segment, as 144,"
                + " or another segment.");
  }

  @ParameterizedTest
  @EnumSource(
      value = Loss.class,
      names = {"MSE", "MAE", "HUBER"},
      mode = EnumSource.Mode.EXCLUDE)
  void aLossOfAnotherHeadIsRefused(Loss loss) {
    assertThatThrownBy(
            () -> network(Experiment.forecast("y").training(Training.DEFAULT.withLoss(loss))))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessageContaining(loss.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .hasMessageContaining("needs another head than the linear one")
        .hasMessageContaining("mse, mae or huber");
  }

  private Network network(Experiment.Builder experiment) {
    return PreparedExperiment.of(series, experiment.build()).network();
  }
}
