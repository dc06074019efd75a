package io.penstock.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.training.Loss;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
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
  void dropoutAndAnEmbeddingAreLackingWhereTheyAreNotDeclared() {
    Network network =
        network(LstmLayer.of(2).withDropout(0.1), LstmLayer.of(2).withDropout(0.2))
            .withEmbedding(4);
    assertThat(plain.lacking(network, Loss.MSE)).containsExactly("dropout", "an embedding");
    assertThat(with(Capabilities.Part.DROPOUT).lacking(network, Loss.MSE))
        .containsExactly("an embedding");
    assertThat(with(Capabilities.Part.EMBEDDING).lacking(network, Loss.MSE))
        .containsExactly("dropout");
    assertThat(with(Capabilities.Part.values()).lacking(network, Loss.MSE)).isEmpty();
  }

  @Test
  void lossesAndActivationsAreNamedAsUsersWriteThem() {
    LstmLayer leaky = new LstmLayer(2, Direction.FORWARD, Activation.LEAKY_RELU);
    assertThat(plain.lacking(network(leaky), Loss.CATEGORICAL_CROSS_ENTROPY))
        .containsExactly("the activation leaky-relu", "the loss categorical-cross-entropy");
  }

  /** Which are steps of more values to an engine, and nothing else. */
  @Test
  void segmentsAskForNothing() {
    assertThat(plain.lacking(network(LstmLayer.of(2)).withSegment(3), Loss.MSE)).isEmpty();
  }

  private Capabilities with(Capabilities.Part... parts) {
    return new Capabilities(plain.directions(), plain.activations(), plain.losses(), Set.of(parts));
  }

  @Test
  void theProcessorIsTheOnlyDeviceNamedCpu() {
    assertThat(Device.CPU.isCpu()).isTrue();
    Device card = Device.cuda(3, "a card", OptionalLong.of(1L << 30));
    assertThat(card.isCpu()).isFalse();
    assertThat(card.name()).isEqualTo("cuda:3");
    assertThat(card.index()).isEqualTo(3);
    assertThatThrownBy(Device.CPU::index).hasMessage("cpu is no CUDA device");
  }

  private static LstmLayer both() {
    return new LstmLayer(2, Direction.BIDIRECTIONAL, Activation.RELU);
  }

  private static Network network(LstmLayer... layers) {
    return new Network(3, 1, 1, 1, Anchor.NONE, List.of(layers));
  }
}
