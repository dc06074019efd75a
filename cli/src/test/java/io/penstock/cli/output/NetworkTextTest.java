package io.penstock.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class NetworkTextTest {
  @Test
  void anAnchorIsSaidInWords() {
    assertThat(NetworkText.anchor(Anchor.NONE)).isEqualTo("the values themselves");
    assertThat(NetworkText.anchor(Anchor.LAST_VALUE.withScaled(true)))
        .isEqualTo("the change from the window's last value, in units of the window's scale");
    assertThat(NetworkText.anchor(Anchor.lastSeason(7).withScaled(true).withRelativeInputs(true)))
        .isEqualTo(
            "the change from the value at the same place of the last season, 7 rows long, in units of the window's scale; reads each column relative to the window's last value and scale");
    assertThat(NetworkText.anchor(Anchor.NONE.withScaled(true).withRelativeInputs(true)))
        .isEqualTo(
            "the values themselves, in units of the window's scale; reads each column relative to the window's scale");
    assertThat(NetworkText.anchor(Anchor.LAST_VALUE.withRelativeInputs(true)))
        .endsWith("; reads each column relative to the window's last value");
  }

  @Test
  void independentChannelsShareTheirWeights() {
    Network network =
        new Network(
            24,
            3,
            2,
            3,
            1,
            Anchor.lastSeason(12),
            Channels.INDEPENDENT,
            4,
            OptionalInt.of(5),
            List.of(LstmLayer.of(6)),
            new Head.Quantiles(List.of(0.1, 0.9)));

    assertThat(NetworkText.line(network))
        .contains("a head for the quantiles 0.1, 0.9, of 4 outputs; predicts the change from")
        .contains(
            "; independent channels: each of the 3 targets is a series of its own, through the same weights; ");
    Json json = new Json();
    NetworkText.into(json, network);
    assertThat(json.toString())
        .contains("\"channels\":\"independent\",\"anchor\":\"last-season\",\"anchorSeason\":12")
        .contains("\"scaledByWindow\":false,\"relativeInputs\":false")
        .contains("\"head\":{\"name\":\"quantiles\",\"levels\":[0.1,0.9]},\"outputs\":12");
  }

  @Test
  void probabilitiesAreRelativeToNothing() {
    Network network =
        new Network(24, 3, 2, 1, Anchor.NONE, List.of(LstmLayer.of(6)))
            .withHead(new Head.Softmax(3));

    assertThat(NetworkText.line(network))
        .contains("a softmax head for 3 classes, of 6 outputs; ")
        .doesNotContain("predicts");
    assertThat(NetworkText.kind(network.head())).isEqualTo(", as probabilities of 3 classes");
  }
}
