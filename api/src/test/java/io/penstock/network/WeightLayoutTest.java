package io.penstock.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.penstock.network.WeightLayout.Role;
import io.penstock.network.WeightLayout.Slot;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightLayoutTest {
  private final Network network =
      new Network(
          10,
          3,
          4,
          2,
          Anchor.LAST_VALUE,
          List.of(new LstmLayer(8, Direction.BIDIRECTIONAL, Activation.TANH), LstmLayer.of(5)));

  @Test
  void theTensorsHaveOnnxShapesAndFollowOneAnother() {
    assertThat(WeightLayout.of(network).slots())
        .containsExactly(
            new Slot("lstm.0.W", Role.INPUT, 0, 0, List.of(2, 32, 3)),
            new Slot("lstm.0.R", Role.RECURRENT, 0, 192, List.of(2, 32, 8)),
            new Slot("lstm.0.b", Role.BIAS, 0, 704, List.of(2, 32)),
            new Slot("lstm.1.W", Role.INPUT, 1, 768, List.of(1, 20, 16)),
            new Slot("lstm.1.R", Role.RECURRENT, 1, 1088, List.of(1, 20, 5)),
            new Slot("lstm.1.b", Role.BIAS, 1, 1188, List.of(1, 20)),
            new Slot("head.W", Role.HEAD, -1, 1208, List.of(8, 5)),
            new Slot("head.b", Role.HEAD_BIAS, -1, 1248, List.of(8)));
    assertThat(WeightLayout.of(network).size()).isEqualTo(1256).isEqualTo(network.parameters());
  }

  @Test
  void anEmbeddingStandsBeforeTheLayersAndReadsWholeSegments() {
    Network embedded = network.withSegment(5).withEmbedding(6);
    assertThat(WeightLayout.of(embedded).slots())
        .startsWith(
            new Slot("embedding.W", Role.EMBEDDING, -1, 0, List.of(6, 15)),
            new Slot("embedding.b", Role.EMBEDDING_BIAS, -1, 90, List.of(6)),
            new Slot("lstm.0.W", Role.INPUT, 0, 96, List.of(2, 32, 6)),
            new Slot("lstm.0.R", Role.RECURRENT, 0, 480, List.of(2, 32, 8)))
        .hasSize(10);
  }

  @Test
  void theHeadsMatrixHasARowForEachRawNumber() {
    Network quantiles = network.withHead(new Head.Quantiles(List.of(0.1, 0.5, 0.9)));
    WeightLayout layout = WeightLayout.of(quantiles);
    assertThat(layout.slot("head.W").shape()).containsExactly(24, 5);
    assertThat(layout.slot("head.b").shape()).containsExactly(24);
  }

  @Test
  void matricesAreHeldDownAndBiasesAreNot() {
    assertThat(Arrays.stream(Role.values()).filter(Role::isMatrix))
        .containsExactly(Role.EMBEDDING, Role.INPUT, Role.RECURRENT, Role.HEAD);
  }

  @Test
  void theTensorsLeaveNoHoleWhateverTheNetwork() {
    Random random = new Random(4);
    for (int trial = 0; trial < 100; trial++) {
      List<LstmLayer> layers =
          random
              .ints(1 + random.nextInt(3), 1, 20)
              .mapToObj(
                  units ->
                      new LstmLayer(
                          units,
                          Direction.values()[random.nextInt(2)],
                          Activation.values()[random.nextInt(4)]))
              .toList();
      Network any =
          new Network(
              5,
              1 + random.nextInt(6),
              1 + random.nextInt(6),
              1 + random.nextInt(3),
              Anchor.NONE,
              layers);
      if (random.nextBoolean()) {
        any = any.withSegment(5).withEmbedding(1 + random.nextInt(6));
      }
      WeightLayout layout = WeightLayout.of(any);
      int at = 0;
      for (Slot slot : layout.slots()) {
        assertThat(slot.offset()).isEqualTo(at);
        at = slot.end();
        assertThat(layout.slot(slot.name())).isEqualTo(slot);
      }
      assertThat(layout.size()).isEqualTo(at);
    }
  }

  @Test
  void anUnknownTensorIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightLayout.of(network).slot("lstm.2.W"))
        .withMessage("no weights named lstm.2.W");
  }

  @Test
  void aNetworkTooLargeForOneArrayIsRefused() {
    Network large = new Network(1, 1, 1, 1, Anchor.NONE, List.of(LstmLayer.of(40_000)));
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> WeightLayout.of(large));
  }

  @Test
  void weightsAreCopiedInAndOut() {
    float[] flat = new float[1256];
    flat[704] = 3;
    Weights weights = Weights.of(network, flat);
    flat[704] = 4;
    weights.toArray()[704] = 5;
    Slot bias = WeightLayout.of(network).slot("lstm.0.b");
    weights.slot(bias)[0] = 6;
    assertThat(weights.slot(bias)).hasSize(64).startsWith(3f);
    assertThat(weights.toArray()[704]).isEqualTo(3);
    assertThat(weights.size()).isEqualTo(1256);
    assertThat(weights).hasToString("1256 weights");
  }

  @Test
  void weightsAreEqualIfTheirNumbersAre() {
    float[] flat = new float[1256];
    Weights zeros = Weights.of(network, flat);
    flat[7] = 1;
    assertThat(Weights.of(network, new float[1256])).isEqualTo(zeros).hasSameHashCodeAs(zeros);
    assertThat(Weights.of(network, flat)).isNotEqualTo(zeros);
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weights.of(network, new float[1255]))
        .withMessage("1255 weights, not 1256");
  }
}
