package io.penstock.modelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.dataset.Windows;
import io.penstock.network.Anchor;
import io.penstock.network.Anchor.Reference;
import io.penstock.network.Channels;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Forecasts of every head, anchor, scale and kind of channels against a plain formula. */
class OutputsByDefinitionTest {
  private static final int COLUMNS = 3;
  private static final int LOOK_BACK = 5;
  private static final int HORIZON = 7;

  private final Random random = new Random(17);

  @Test
  void aForecastIsWhatTheFormulaSays() {
    for (Head head : heads()) {
      for (Anchor anchor : head.givesProbabilities() ? List.of(Anchor.NONE) : anchors()) {
        for (Channels channels : Channels.values()) {
          for (List<Integer> targets : List.of(List.of(1), List.of(2, 0), List.of(0, 1, 2))) {
            check(head, anchor, channels, targets);
          }
        }
      }
    }
  }

  private static List<Head> heads() {
    return List.of(
        new Head.Linear(),
        new Head.Sigmoid(),
        new Head.Softmax(4),
        new Head.Quantiles(List.of(0.1, 0.5, 0.9)),
        new Head.Gaussian());
  }

  private static List<Anchor> anchors() {
    List<Anchor> anchors = new ArrayList<>();
    for (Reference reference : Reference.values()) {
      OptionalInt season =
          reference == Reference.LAST_SEASON ? OptionalInt.of(3) : OptionalInt.empty();
      anchors.add(new Anchor(reference, season, false, false));
      anchors.add(new Anchor(reference, season, true, false));
      anchors.add(new Anchor(reference, season, true, true));
    }
    return anchors;
  }

  private void check(Head head, Anchor anchor, Channels channels, List<Integer> targets) {
    Network network =
        new Network(
            LOOK_BACK,
            COLUMNS,
            HORIZON,
            targets.size(),
            0,
            anchor,
            channels,
            1,
            OptionalInt.empty(),
            List.of(LstmLayer.of(1)),
            head);
    List<ColumnScaling> scalings = new ArrayList<>();
    for (int k = 0; k < COLUMNS; k++) {
      boolean label = head.givesProbabilities() && targets.contains(k);
      scalings.add(
          label
              ? new ColumnScaling("c" + k, 0, 1)
              : new ColumnScaling("c" + k, 10 * random.nextFloat(), 0.5f + random.nextFloat()));
    }
    Preparation preparation =
        new Preparation(Scaling.STANDARD, scalings, List.of(0, 1, 2), targets);
    float[] rows = new float[COLUMNS * 20];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) (2 + random.nextGaussian());
    }
    int[] starts = {4, 0, 15};
    Windows windows = Windows.asking(rows, preparation.roles(), network, starts);
    int parameters = head.parameters();
    // [window, horizon, target, parameter], as one network would give it.
    float[] raw = new float[starts.length * HORIZON * targets.size() * parameters];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (float) (2 * random.nextGaussian());
    }
    float[] found =
        Outputs.toRaw(
            channels == Channels.JOINT ? raw.clone() : byChannel(raw, targets.size(), parameters),
            windows,
            network,
            preparation);
    assertThat(found).hasSize(raw.length);
    for (int at = 0; at < raw.length; at += parameters) {
      int k = at / parameters % targets.size();
      int step = at / parameters / targets.size() % HORIZON;
      int start = starts[at / parameters / targets.size() / HORIZON];
      double[] column =
          IntStream.range(start, start + LOOK_BACK)
              .mapToDouble(row -> rows[row * COLUMNS + targets.get(k)])
              .toArray();
      double[] expected =
          forecast(
              head,
              anchor,
              column,
              step,
              preparation.target(k),
              Arrays.copyOfRange(raw, at, at + parameters));
      for (int p = 0; p < parameters; p++) {
        assertThat((double) found[at + p])
            .as("%s %s %s, step %d of target %d", head, anchor, channels, step, k)
            .isCloseTo(expected[p], within(2e-6 * Math.max(1, Math.abs(expected[p]))));
      }
    }
  }

  /** As the examples of independent channels come: [window, channel, horizon, parameter]. */
  private static float[] byChannel(float[] raw, int channels, int parameters) {
    float[] ordered = new float[raw.length];
    int at = 0;
    for (int i = 0; i < raw.length / (channels * HORIZON * parameters); i++) {
      for (int c = 0; c < channels; c++) {
        for (int step = 0; step < HORIZON; step++) {
          for (int p = 0; p < parameters; p++) {
            ordered[at++] = raw[((i * HORIZON + step) * channels + c) * parameters + p];
          }
        }
      }
    }
    return ordered;
  }

  private static double[] forecast(
      Head head, Anchor anchor, double[] column, int step, ColumnScaling scaling, float[] raw) {
    double mean = Arrays.stream(column).average().orElseThrow();
    double variance =
        Arrays.stream(column).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    double scale = anchor.scaled() ? Math.sqrt(variance + 1e-5) : 1;
    double reference =
        switch (anchor.reference()) {
          case NONE -> 0;
          case LAST_VALUE -> column[column.length - 1];
          case LAST_SEASON -> column[column.length - 3 + step % 3];
        };
    double[] forecast = new double[raw.length];
    for (int p = 0; p < raw.length; p++) {
      forecast[p] = (reference + scale * raw[p]) * scaling.scale() + scaling.centre();
    }
    if (head instanceof Head.Sigmoid) {
      forecast[0] = 1 / (1 + Math.exp(-raw[0]));
    } else if (head instanceof Head.Softmax) {
      double sum = IntStream.range(0, raw.length).mapToDouble(c -> Math.exp(raw[c])).sum();
      for (int c = 0; c < raw.length; c++) {
        forecast[c] = Math.exp(raw[c]) / sum;
      }
    } else if (head instanceof Head.Quantiles) {
      Arrays.sort(forecast);
    } else if (head instanceof Head.Gaussian) {
      forecast[1] = (Math.log1p(Math.exp(raw[1])) + 1e-6) * scale * scaling.scale();
    }
    return forecast;
  }
}
