package io.penstock.modelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.dataset.Windows;
import io.penstock.network.Anchor;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Scaling;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputsTest {
  /** Prepared rows of two columns, a and b; a window ends with a = 3, b = 30. */
  private static final float[] ROWS = {1, 10, 2, 20, 3, 30};

  private static final Preparation PREPARATION =
      new Preparation(
          Scaling.STANDARD,
          List.of(new ColumnScaling("a", 100, 2), new ColumnScaling("b", -100, 0.5f)),
          List.of(0, 1),
          List.of(1, 0));

  /** One window, one step for each target: b with anchor 30, then a with anchor 3. */
  private static float[] toRaw(Head head, Anchor anchor, float... outputs) {
    Network network = new Network(3, 2, 1, 2, anchor, List.of(LstmLayer.of(1))).withHead(head);
    Windows windows = Windows.asking(ROWS, PREPARATION.roles(), network, new int[] {0});
    return Outputs.toRaw(outputs, windows, network, PREPARATION);
  }

  @Test
  void aLinearHeadsOutputsGetAnchorAndScalingOfTheirTarget() {
    assertThat(toRaw(new Head.Linear(), Anchor.NONE, 4, 5)).containsExactly(-98, 110);
    assertThat(toRaw(new Head.Linear(), Anchor.LAST_VALUE, 4, 5)).containsExactly(-83, 116);
  }

  @Test
  void quantilesGetAnchorAndScalingAndAreSortedWithinTheirTarget() {
    float[] raw =
        toRaw(new Head.Quantiles(List.of(0.1, 0.5, 0.9)), Anchor.LAST_VALUE, 4, -2, 0, 5, 6, -1);

    assertThat(raw).containsExactly(-86, -85, -83, 104, 116, 118);
  }

  @Test
  void aGaussiansScaleIsMultipliedByTheTargetsScaleOnly() {
    float[] raw = toRaw(new Head.Gaussian(), Anchor.LAST_VALUE, 4, 0, 5, 1);

    assertThat(raw[0]).isEqualTo(-83);
    assertThat((double) raw[1]).isCloseTo((Math.log(2) + 1e-6) * 0.5, within(1e-7));
    assertThat(raw[2]).isEqualTo(116);
    assertThat((double) raw[3]).isCloseTo((Math.log1p(Math.E) + 1e-6) * 2, within(1e-6));
  }

  @Test
  void aGaussiansScaleNeitherVanishesNorOverflows() {
    float[] raw = toRaw(new Head.Gaussian(), Anchor.NONE, 0, -1000, 0, 1000);

    assertThat((double) raw[1]).isCloseTo(0.5e-6, within(1e-12));
    assertThat(raw[3]).isEqualTo(2000);
  }

  @Test
  void probabilitiesKnowNeitherAnchorNorScaling() {
    float[] sigmoid = toRaw(new Head.Sigmoid(), Anchor.NONE, 0, (float) Math.log(3));
    assertThat(sigmoid[0]).isEqualTo(0.5f);
    assertThat((double) sigmoid[1]).isCloseTo(0.75, within(1e-7));

    float[] softmax = toRaw(new Head.Softmax(2), Anchor.NONE, 0, (float) Math.log(3), 1000, 1000);
    assertThat((double) softmax[0]).isCloseTo(0.25, within(1e-7));
    assertThat((double) softmax[1]).isCloseTo(0.75, within(1e-7));
    assertThat(softmax).endsWith(0.5f, 0.5f);
  }

  @Test
  void whatIsNoNumberStaysNone() {
    for (Head head :
        List.of(
            new Head.Linear(),
            new Head.Sigmoid(),
            new Head.Softmax(2),
            new Head.Quantiles(List.of(0.5, 0.6)),
            new Head.Gaussian())) {
      float[] outputs = new float[2 * head.parameters()];
      Arrays.fill(outputs, Float.NaN);
      assertThat(toRaw(head, Anchor.NONE, outputs)).as("%s", head).containsOnly(Float.NaN);
    }
  }
}
