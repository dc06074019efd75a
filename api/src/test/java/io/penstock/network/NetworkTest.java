package io.penstock.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void segmentsMakeFewerStepsOfMoreValues() {
    Network network =
        new Network(12, 3, 1, 1, Anchor.NONE, List.of(LstmLayer.of(5))).withSegment(4);
    assertThat(network.steps()).isEqualTo(3);
    assertThat(network.stepValues()).isEqualTo(12);
    assertThat(network.inputs(0)).isEqualTo(12);
    assertThat(network.parameters()).isEqualTo(4 * 5 * (12 + 5 + 1) + 6);
  }

  @Test
  void anEmbeddingStandsBetweenTheStepAndTheFirstLayer() {
    Network network =
        new Network(12, 3, 1, 1, Anchor.NONE, List.of(LstmLayer.of(5), LstmLayer.of(4)))
            .withSegment(4)
            .withEmbedding(7);
    assertThat(network.stepValues()).isEqualTo(12);
    assertThat(network.inputs(0)).isEqualTo(7);
    assertThat(network.inputs(1)).isEqualTo(5);
    assertThat(network.parameters())
        .isEqualTo(7 * 12 + 7 + 4 * 5 * (7 + 5 + 1) + 4 * 4 * (5 + 4 + 1) + 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 5, 24})
  void aSegmentThatDoesNotDivideTheLookBackIsRefused(int segment) {
    Network network = new Network(12, 3, 1, 1, Anchor.NONE, List.of(LstmLayer.of(5)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.withSegment(segment))
        .withMessage("a look-back of 12 rows cannot be cut into segments of " + segment);
  }

  @Test
  void anEmbeddingWithoutUnitsIsRefused() {
    Network network = new Network(12, 3, 1, 1, Anchor.NONE, List.of(LstmLayer.of(5)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.withEmbedding(0))
        .withMessage("an embedding of 0 units");
  }

  @Test
  void theHeadDecidesHowManyOutputsAndTruthsThereAre() {
    Network linear = new Network(12, 3, 4, 2, Anchor.NONE, List.of(LstmLayer.of(5)));
    assertThat(linear.outputs()).isEqualTo(8);
    assertThat(linear.truths()).isEqualTo(8);
    Network quantiles = linear.withHead(new Head.Quantiles(List.of(0.1, 0.5, 0.9)));
    assertThat(quantiles.outputs()).isEqualTo(24);
    assertThat(quantiles.truths()).isEqualTo(8);
    Network classes = linear.withHead(new Head.Softmax(5));
    assertThat(classes.outputs()).isEqualTo(40);
    assertThat(classes.truths()).isEqualTo(40);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void dropoutIsAShareBelowOne(double dropout) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LstmLayer.of(3).withDropout(dropout))
        .withMessage("dropout " + dropout + " is not in [0, 1)");
  }

  @Test
  void aChannelReadsItselfAndWhatIsNoTarget() {
    Network joint =
        new Network(12, 5, 4, 3, Anchor.LAST_VALUE, List.of(LstmLayer.of(5))).withFuture(2);
    assertThat(joint.channel()).isSameAs(joint);
    assertThat(joint.examples()).isEqualTo(1);
    Network independent = joint.withChannels(Channels.INDEPENDENT);
    Network channel = independent.channel();
    assertThat(independent.examples()).isEqualTo(3);
    assertThat(channel.features()).isEqualTo(3);
    assertThat(channel.targets()).isEqualTo(1);
    assertThat(channel.future()).isEqualTo(2);
    assertThat(channel.channel()).isEqualTo(channel);
    assertThat(independent.parameters()).isEqualTo(channel.parameters());
    assertThat(independent.outputs()).isEqualTo(3 * channel.outputs());
    assertThat(independent.stepValues()).isEqualTo(channel.stepValues());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Network(12, 2, 4, 3, Anchor.NONE, List.of(LstmLayer.of(5)))
                    .withChannels(Channels.INDEPENDENT))
        .withMessageContaining("3 independent channels");
  }

  @Test
  void whatIsKnownOfTheFutureEntersTheHead() {
    Network network = new Network(12, 3, 4, 2, Anchor.NONE, List.of(LstmLayer.of(5))).withFuture(3);
    assertThat(network.futureValues()).isEqualTo(4 * 3);
    assertThat(network.headInputs()).isEqualTo(5 + 4 * 3);
    assertThat(network.parameters())
        .isEqualTo(network.withFuture(0).parameters() + network.outputs() * 12);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.withFuture(-1))
        .withMessage("-1 columns known of the future");
  }

  @Test
  void anAnchorThatDoesNotFitIsRefused() {
    List<LstmLayer> layers = List.of(LstmLayer.of(5));
    assertThat(new Network(12, 1, 1, 1, Anchor.lastSeason(12), layers).lookBack()).isEqualTo(12);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Network(12, 1, 1, 1, Anchor.lastSeason(13), layers))
        .withMessage("a look-back of 12 rows for an anchor that looks back 13 rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Network(12, 1, 1, 1, Anchor.LAST_SEASON, layers))
        .withMessage(
            "a look-back of 12 rows for an anchor that looks back an unknown number of rows");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Network(12, 1, 1, 1, Anchor.LAST_VALUE, layers).withHead(new Head.Softmax(2)))
        .withMessage("probabilities cannot be relative to an anchor");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Anchor.NONE.withRelativeInputs(true))
        .withMessageContaining("inputs relative to nothing");
    assertThatIllegalArgumentException().isThrownBy(() -> Anchor.lastSeason(0));
    assertThat(Anchor.LAST_SEASON.decided(7)).isEqualTo(Anchor.lastSeason(7));
    assertThat(Anchor.lastSeason(3).decided(7)).isEqualTo(Anchor.lastSeason(3));
    assertThat(Anchor.LAST_VALUE.decided(7)).isEqualTo(Anchor.LAST_VALUE);
  }

  @Test
  void eachChangeOfANetworkChangesThatAlone() {
    Network network = new Network(12, 3, 1, 1, Anchor.LAST_VALUE, List.of(LstmLayer.of(5)));
    assertThat(network.withHead(new Head.Gaussian()).withEmbedding(2).withSegment(3))
        .isEqualTo(
            new Network(
                12,
                3,
                1,
                1,
                Anchor.LAST_VALUE,
                3,
                OptionalInt.of(2),
                List.of(LstmLayer.of(5)),
                new Head.Gaussian()));
  }
}
