package io.penstock.modelling;

import io.penstock.dataset.Windows;
import io.penstock.formula.FormulaEvaluator;
import io.penstock.network.Head;
import io.penstock.network.Network;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Preparation;
import io.penstock.series.RowRange;
import io.penstock.series.Table;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Undoes what steps have done to one target, in the forecasts of some windows: inverse by inverse,
 * in floats and in the order of the exported graph.
 */
final class WayBack {
  private final float[] forecasts;
  private final int target;
  private final Windows windows;
  private final Network network;
  private final Preparation preparation;
  private final int parameters;
  private final IntPredicate deviations;

  /**
   * @param forecasts [window, horizon, target, parameter], row-major; overwritten
   * @param parameters numbers of a step and target
   * @param deviations which of them are deviations and no values: they are multiplied and not moved
   * @param target its number, counted from 0
   */
  WayBack(
      float[] forecasts,
      int parameters,
      IntPredicate deviations,
      int target,
      Windows windows,
      Network network,
      Preparation preparation) {
    this.forecasts = forecasts;
    this.parameters = parameters;
    this.deviations = deviations;
    this.target = target;
    this.windows = windows;
    this.network = network;
    this.preparation = preparation;
  }

  /** Which numbers of a head are deviations. */
  static IntPredicate deviations(Head head) {
    return parameter -> head instanceof Head.Gaussian && parameter == 1;
  }

  /** Goes all the way. */
  void go() {
    go(0, preparation.recoveries().get(target).inverses().size());
  }

  /** Goes by the inverses {@code from … to - 1}. */
  void go(int from, int to) {
    for (Inverse inverse : preparation.recoveries().get(target).inverses().subList(from, to)) {
      if (inverse instanceof Inverse.Affine affine) {
        affine(affine);
      } else if (inverse instanceof Inverse.Pointwise pointwise) {
        pointwise(pointwise);
      } else if (inverse instanceof Inverse.Plus plus) {
        plus(preparation.place(plus.known()));
      } else if (inverse instanceof Inverse.Times times) {
        times(preparation.place(times.known()));
      } else if (inverse instanceof Inverse.OfLastRow ofLastRow) {
        ofLastRow(preparation.place(ofLastRow.centre()), preparation.place(ofLastRow.scale()));
      } else if (inverse instanceof Inverse.Undifference difference) {
        undifference(preparation.place(difference.before()), difference.lag());
      }
    }
  }

  /** Where the numbers of a window and step begin. */
  private int at(int window, int step) {
    return ((window * network.horizon() + step) * network.targets() + target) * parameters;
  }

  private void affine(Inverse.Affine affine) {
    for (int i = 0; i < windows.windows(); i++) {
      for (int step = 0; step < network.horizon(); step++) {
        move(at(i, step), affine.scale(), affine.centre());
      }
    }
  }

  private void move(int at, float scale, float centre) {
    for (int p = 0; p < parameters; p++) {
      float multiplied = forecasts[at + p] * scale;
      forecasts[at + p] = deviations.test(p) ? multiplied : multiplied + centre;
    }
  }

  private void plus(int column) {
    for (int i = 0; i < windows.windows(); i++) {
      for (int step = 0; step < network.horizon(); step++) {
        float known = windows.prepared(i, network.lookBack() + step, column);
        int at = at(i, step);
        for (int p = 0; p < parameters; p++) {
          if (!deviations.test(p)) {
            forecasts[at + p] += known;
          }
        }
      }
    }
  }

  private void times(int column) {
    for (int i = 0; i < windows.windows(); i++) {
      for (int step = 0; step < network.horizon(); step++) {
        float known = windows.prepared(i, network.lookBack() + step, column);
        int at = at(i, step);
        for (int p = 0; p < parameters; p++) {
          forecasts[at + p] *= known;
        }
      }
    }
  }

  private void ofLastRow(int centre, int scale) {
    for (int i = 0; i < windows.windows(); i++) {
      float c = windows.prepared(i, network.lookBack() - 1, centre);
      float s = windows.prepared(i, network.lookBack() - 1, scale);
      for (int step = 0; step < network.horizon(); step++) {
        move(at(i, step), s, c);
      }
    }
  }

  private void undifference(int before, int lag) {
    for (int i = 0; i < windows.windows(); i++) {
      for (int step = 0; step < network.horizon(); step++) {
        int at = at(i, step);
        for (int p = 0; p < parameters; p++) {
          if (!deviations.test(p)) {
            forecasts[at + p] +=
                step < lag
                    ? windows.prepared(i, network.lookBack() + step - lag, before)
                    : forecasts[at(i, step - lag) + p];
          }
        }
      }
    }
  }

  private void pointwise(Inverse.Pointwise pointwise) {
    if (deviations.test(0)) {
      // What a curve makes of a deviation depends on where it is; none is asked for.
      return;
    }
    Numbers numbers = new Numbers();
    float[] results = FormulaEvaluator.of(pointwise.function(), numbers);
    for (int row = 0; row < results.length; row++) {
      forecasts[numbers.place(row)] = results[row];
    }
  }

  /** The forecasts of the target as rows of one column. */
  private final class Numbers implements Table {
    int place(int row) {
      int step = row / parameters;
      return at(step / network.horizon(), step % network.horizon()) + row % parameters;
    }

    @Override
    public int rows() {
      return windows.windows() * network.horizon() * parameters;
    }

    @Override
    public List<RowRange> segments() {
      return List.of(new RowRange(0, rows()));
    }

    @Override
    public long time(int row) {
      return row;
    }

    @Override
    public int indexOf(String column) {
      return column.equals(Inverse.Pointwise.VALUE) ? 0 : -1;
    }

    @Override
    public float value(int row, int column) {
      return forecasts[place(row)];
    }
  }
}
