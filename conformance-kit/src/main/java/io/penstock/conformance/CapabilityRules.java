package io.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.engine.Demand;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.series.Series;
import io.penstock.spi.Capabilities;
import io.penstock.spi.Capabilities.Part;
import io.penstock.spi.Device;
import io.penstock.training.Loss;
import io.penstock.training.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a backend cannot do, it declares, and is refused by name; what it declares, it can do. */
interface CapabilityRules extends BackendRules {
  @ParameterizedTest
  @MethodSource("layers")
  default void aLayerOutsideItsCapabilitiesIsRefusedAndNamed(LstmLayer layer) {
    Series series = RandomSeries.of(200, 33);
    Experiment experiment =
        tested()
            .experiment("a")
            .layers(List.of(layer))
            .training(Training.DEFAULT.withEpochs(1))
            .build();
    Network network = new Network(8, 3, 2, 1, Anchor.NONE, List.of(layer));
    List<String> lacking = capabilities().lacking(network, Loss.MSE);
    if (lacking.isEmpty()) {
      assertThat(tested().penstock().train(series, experiment).description().training().epochs())
          .isEqualTo(1);
      return;
    }
    Refusal.assertRefused(tested(), lacking, () -> tested().penstock().train(series, experiment));
  }

  /** Every layer there is. */
  default Stream<LstmLayer> layers() {
    return Stream.concat(
        Arrays.stream(Activation.values())
            .flatMap(
                activation ->
                    Arrays.stream(Direction.values())
                        .map(direction -> new LstmLayer(4, direction, activation))),
        Stream.of(LstmLayer.of(4).withDropout(0.2)));
  }

  @ParameterizedTest
  @MethodSource("whatCanBeDeclared")
  default void whatIsNotDeclaredIsRefusedAndNamedAndWhatIsDeclaredIsTaken(
      String word, boolean declared, Demand need) {
    if (declared) {
      assertThat(
              tested()
                  .engines()
                  .choose(tested().plugin().name(), tested().device().name(), need)
                  .backend())
          .satisfies(
              chosen -> assertThat(chosen.path(need.network(), tested().device())).isNotBlank());
    } else {
      Refusal.assertRefused(tested(), need, List.of(word));
    }
  }

  /** Each thing that can be declared, and a network that needs it and nothing else. */
  default Stream<Arguments> whatCanBeDeclared() {
    Capabilities has = capabilities();
    Network plain = new Network(6, 2, 1, 1, Anchor.NONE, List.of(LstmLayer.of(3)));
    List<Arguments> all = new ArrayList<>();
    for (Loss loss : Loss.values()) {
      all.add(
          Arguments.of(
              "the loss " + word(loss),
              has.losses().contains(loss),
              new Demand(plain.withHead(RandomCase.head(loss)), loss)));
    }
    for (Activation activation : Activation.values()) {
      LstmLayer layer = new LstmLayer(3, Direction.FORWARD, activation);
      all.add(
          Arguments.of(
              "the activation " + word(activation),
              has.activations().contains(activation),
              new Demand(new Network(6, 2, 1, 1, Anchor.NONE, List.of(layer)), Loss.MSE)));
    }
    for (Direction direction : Direction.values()) {
      LstmLayer layer = new LstmLayer(3, direction, Activation.TANH);
      all.add(
          Arguments.of(
              word(direction) + " layers",
              has.directions().contains(direction),
              new Demand(new Network(6, 2, 1, 1, Anchor.NONE, List.of(layer)), Loss.MSE)));
    }
    for (Part part : Part.values()) {
      boolean declared = has.parts().contains(part);
      all.add(
          switch (part) {
            case DROPOUT ->
                Arguments.of(
                    "dropout",
                    declared,
                    new Demand(
                        new Network(
                            6, 2, 1, 1, Anchor.NONE, List.of(LstmLayer.of(3).withDropout(0.5))),
                        Loss.MSE));
            case EMBEDDING ->
                Arguments.of(
                    "an embedding", declared, new Demand(plain.withEmbedding(4), Loss.MSE));
            case FUTURE ->
                Arguments.of(
                    "columns known of the future",
                    declared,
                    new Demand(plain.withFuture(2), Loss.MSE));
            case WEIGHTS ->
                Arguments.of("weights of truths", declared, new Demand(plain, Loss.MSE, true));
          });
    }
    return all.stream();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Test
  default void aDeviceThatIsNotThereIsRefusedAndSaysWhatIsMissing() {
    Series series = RandomSeries.of(200, 34);
    Experiment experiment = tested().experiment("a").device("cuda:99").build();
    assertThatThrownBy(() -> tested().penstock().train(series, experiment))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT))
        .hasMessageContaining("has no device cuda:99")
        .hasMessageContaining(tested().backend().cudaStatus());
  }

  @Test
  default void itSaysWhichWayItTakesAndWhatItIs() {
    Network network = new Network(10, 1, 1, 1, Anchor.NONE, List.of(LstmLayer.of(4)));
    assertThat(tested().backend().path(network, tested().device())).isNotBlank();
    assertThat(tested().backend().versions()).isNotEmpty();
    assertThat(tested().backend().devices().get(0)).isEqualTo(Device.CPU);
    assertThat(tested().backend().missingCuda().isEmpty())
        .as("there is a CUDA device, or a reason why not")
        .isEqualTo(tested().backend().devices().size() > 1);
    assertThat(tested().plugin().unavailable()).isEmpty();
  }
}
