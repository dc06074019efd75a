package io.penstock.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.training.Loss;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
  private final Capabilities plain =
      new Capabilities(Set.of(Direction.FORWARD), Set.of(Activation.TANH), Set.of(Loss.MSE));

  @Test
  void nothingIsLackingForWhatIsWithinThem() {
    assertThat(plain.lacking(network(LstmLayer.of(2), LstmLayer.of(3)), Loss.MSE)).isEmpty();
    Capabilities all =
        new Capabilities(
            EnumSet.allOf(Direction.class),
            EnumSet.allOf(Activation.class),
            EnumSet.allOf(Loss.class));
    assertThat(all.lacking(network(both()), Loss.MAE)).isEmpty();
  }

  @Test
  void whatIsLackingIsSaidOnceInWords() {
    assertThat(plain.lacking(network(both(), LstmLayer.of(2), both()), Loss.MAE))
        .containsExactly("bidirectional layers", "the activation relu", "the loss mae");
  }

  @Test
  void theProcessorIsTheOnlyDeviceNamedCpu() {
    assertThat(Device.CPU.isCpu()).isTrue();
    assertThat(new Device("cuda:0", "a card").isCpu()).isFalse();
  }

  private static LstmLayer both() {
    return new LstmLayer(2, Direction.BIDIRECTIONAL, Activation.RELU);
  }

  private static Network network(LstmLayer... layers) {
    return new Network(3, 1, 1, 1, Anchor.NONE, List.of(layers));
  }
}
