package io.penstock.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

class PieceTest {
  @Test
  void aSmallBatchStaysWhole() {
    assertThat(Piece.cut(1, 1)).containsExactly(new Piece(0, 1));
    assertThat(Piece.cut(32, 32)).containsExactly(new Piece(0, 32));
  }

  @Test
  void aLargeBatchIsCutIntoEqualParts() {
    assertThat(Piece.cut(64, 33)).containsExactly(new Piece(0, 32), new Piece(32, 32));
    assertThat(Piece.cut(10, 4)).containsExactly(new Piece(0, 3), new Piece(3, 3), new Piece(6, 4));
  }

  @Test
  void longWideAndDeepNetworksGetSmallPiecesButNeverNone() {
    assertThat(Piece.limit(Examples.network(96, 7, 1, 1, 128))).isEqualTo(18);
    assertThat(Piece.limit(Examples.network(96, 7, 1, 1, 128, 128))).isEqualTo(8);
    assertThat(Piece.limit(Examples.network(10_000, 7, 1, 1, 1024))).isEqualTo(1);
  }

  @Test
  void bothDirectionsCountAndSegmentsShortenTheSequence() {
    assertThat(Piece.limit(one(Direction.BIDIRECTIONAL, Activation.TANH))).isEqualTo(9);
    assertThat(Piece.limit(Examples.network(96, 7, 1, 1, 128).withSegment(4))).isEqualTo(69);
  }

  @Test
  void unrolledLayersGetLargerPiecesUnlessAFusedOneIsAmongThem() {
    Network relu = one(Direction.FORWARD, Activation.RELU);
    assertThat(Piece.limit(relu)).isEqualTo(144);

    Network mixed =
        new Network(96, 7, 1, 1, Anchor.NONE, List.of(LstmLayer.of(128), relu.layers().get(0)));
    assertThat(Piece.limit(mixed)).isEqualTo(18);
  }

  private static Network one(Direction direction, Activation activation) {
    return new Network(
        96, 7, 1, 1, Anchor.NONE, List.of(new LstmLayer(128, direction, activation)));
  }
}
