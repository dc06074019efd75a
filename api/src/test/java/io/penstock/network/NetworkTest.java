package io.penstock.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
  @Test
  void eachLayerReadsWhatTheOneBeforeItGives() {
    Network network =
        new Network(
            10,
            3,
            4,
            2,
            Anchor.NONE,
            List.of(new LstmLayer(8, Direction.BIDIRECTIONAL, Activation.TANH), LstmLayer.of(5)));
    assertThat(network.inputs(0)).isEqualTo(3);
    assertThat(network.inputs(1)).isEqualTo(16);
    assertThat(network.headInputs()).isEqualTo(5);
    assertThat(network.outputs()).isEqualTo(8);
  }

  /** One layer: 4·50·(1 + 50) weights and 4·50 biases; head: 50 weights and a bias. */
  @Test
  void theParametersOfASmallNetworkAreThoseWorkedOutByHand() {
    Network network = new Network(10, 1, 1, 1, Anchor.NONE, List.of(LstmLayer.of(50)));
    assertThat(network.parameters()).isEqualTo(10_200 + 200 + 51);
  }

  /** 39.8 MFLOP a sample at T 96, F 7, H 128 is 3·2·96·4·128·(7 + 128); the head adds 6·128. */
  @Test
  void theOperationsOfAWindowAreThoseWorkedOutByHand() {
    Network network = new Network(96, 7, 1, 1, Anchor.NONE, List.of(LstmLayer.of(128)));
    assertThat(network.flops()).isEqualTo(39_813_120 + 768.0);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1, 1", "1, 0, 1, 1", "1, 1, 0, 1", "1, 1, 1, 0"})
  void everyDimensionIsAtLeastOne(int lookBack, int features, int horizon, int targets) {
    List<LstmLayer> layers = List.of(LstmLayer.of(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Network(lookBack, features, horizon, targets, Anchor.NONE, layers))
        .withMessageContaining("each must be at least 1");
  }

  @Test
  void aNetworkWithoutLayersIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Network(1, 1, 1, 1, Anchor.NONE, List.of()))
        .withMessage("a network needs at least one LSTM layer");
  }

  @Test
  void aLayerWithoutUnitsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LstmLayer.of(0))
        .withMessage("an LSTM layer of 0 units");
  }

  @Test
  void itsLayersDoNotChangeWithTheListGiven() {
    List<LstmLayer> layers = new ArrayList<>(List.of(LstmLayer.of(2)));
    Network network = new Network(1, 1, 1, 1, Anchor.NONE, layers);
    layers.clear();
    assertThat(network.layers()).containsExactly(LstmLayer.of(2));
  }
}
