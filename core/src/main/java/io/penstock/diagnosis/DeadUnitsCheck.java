package io.penstock.diagnosis;

import io.penstock.dataset.Windows;
import io.penstock.model.ModelDescription;
import io.penstock.network.Activation;
import io.penstock.network.Network;
import io.penstock.parts.PreparedRows;
import io.penstock.parts.Presence;
import io.penstock.parts.WindowFinder;
import io.penstock.preparation.Preparation;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Looks for relu units that no window makes fire, and that so can no longer learn. */
final class DeadUnitsCheck implements Check<Trained> {
  /** Share of a layer's units from which it is said. */
  static final double SOME = 0.1;

  /** Share of a layer's units from which the network is smaller than it was meant. */
  static final double MANY = 0.5;

  /** Windows that are tried. */
  private static final int WINDOWS = 200;

  @Override
  public String name() {
    return "dead relu units";
  }

  @Override
  public Outcome look(Trained trained) {
    ModelDescription model = trained.model().description();
    Network network = model.network();
    boolean relu =
        network.layers().stream().anyMatch(layer -> layer.activation() == Activation.RELU);
    if (network.embedding().isEmpty() && !relu) {
      return Outcome.NOTHING;
    }
    List<float[]> inputs = inputs(trained.series(), model);
    if (inputs.isEmpty()) {
      return Outcome.notDone("the data have no window without a gap or a missing value.");
    }
    ReluUnits units = new ReluUnits(network.channel(), trained.model().weights());
    inputs.forEach(units::read);
    List<Finding> findings = new ArrayList<>();
    units.layers().forEach((layer, fired) -> look(layer, fired, inputs.size(), findings));
    return Outcome.of(findings);
  }

  private void look(String layer, boolean[] fired, int windows, List<Finding> findings) {
    int dead = 0;
    for (boolean unit : fired) {
      dead += unit ? 0 : 1;
    }
    double share = (double) dead / fired.length;
    if (share < SOME) {
      return;
    }
    findings.add(
        found(
                dead == fired.length
                    ? Severity.GRAVE
                    : share >= MANY ? Severity.WARNING : Severity.NOTE,
                "Of the %d relu units of %s %d (%s) never fire on %d windows: they give 0 always and learn no more.",
                fired.length,
                layer,
                dead,
                Text.percent(share),
                windows)
            .with("share", share)
            .with("units", dead)
            .tryThis(
                "Take a smaller --learning-rate, --clip-norm 1, --activation leaky-relu or tanh for LSTM layers, or a narrower --embedding."));
  }

  /** What the network reads of windows that are evenly spread over the last rows. */
  private static List<float[]> inputs(Series series, ModelDescription model) {
    Preparation preparation = model.preparation();
    Network network = model.network();
    int before = network.lookBack() + preparation.history();
    List<RowRange> members =
        series.members().stream()
            .map(member -> member.rows())
            .filter(rows -> rows.size() > 0)
            .toList();
    List<RowRange> some = Excerpt.some(members, Data.MOST_MEMBERS);
    Series excerpt =
        series.excerpt(Excerpt.last(series, some, Data.MOST_ROWS / some.size(), before));
    float[] rows = preparation.apply(excerpt);
    PreparedRows prepared = new PreparedRows(excerpt, preparation, rows, 0);
    Presence ahead = network.future() > 0 ? prepared.future() : Presence.of(excerpt, new int[0]);
    int[] starts =
        new WindowFinder(
                excerpt,
                prepared.inputs(),
                ahead,
                preparation.history(),
                network.lookBack(),
                network.horizon(),
                0)
            .findAll()
            .starts();
    int[] chosen = new int[Math.min(WINDOWS, starts.length)];
    int all = starts.length;
    Arrays.setAll(chosen, k -> starts[(int) ((long) k * all / chosen.length)]);
    Windows windows = Windows.asking(rows, preparation.roles(), network, chosen);
    int size = windows.lookBack() * windows.features();
    List<float[]> inputs = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      java.nio.FloatBuffer buffer = java.nio.FloatBuffer.allocate(size);
      windows.batch(new int[] {i}, 0, 1).inputs(buffer);
      inputs.add(buffer.array());
    }
    return inputs;
  }
}
