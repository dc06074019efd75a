package io.penstock.onnx;

import io.penstock.examples.reference.ReferenceLstm;
import io.penstock.formula.Formula;
import io.penstock.formula.FormulaEvaluator;
import io.penstock.model.RawWindows;
import io.penstock.network.Anchor;
import io.penstock.network.Anchor.Reference;
import io.penstock.network.Channels;
import io.penstock.network.Head;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.WeightLayout.Slot;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Preparation;
import io.penstock.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The definition of a model's forecast, one number at a time, in float64 but for what enters the
 * network. What is known of the future is added here, after the reference LSTM's own head.
 */
final class ReferenceForecast {
  private final Network network;
  private final Network channel;
  private final Preparation preparation;
  private final ReferenceLstm lstm;

  /** The channel's weights less those of the head for what is known of the future. */
  private final double[] weights;

  /** Those of the head for what is known of the future, [output, value]. */
  private final double[][] futureWeights;

  ReferenceForecast(Example model) {
    this.network = model.network();
    this.channel = network.channel();
    this.preparation = model.preparation();
    this.lstm = new ReferenceLstm(channel.withFuture(0));
    int state = channel.stateValues();
    int known = channel.futureValues();
    List<Double> kept = new ArrayList<>();
    this.futureWeights = new double[channel.outputs()][known];
    for (Slot slot : WeightLayout.of(network).slots()) {
      float[] values = model.weights().slot(slot);
      for (int i = 0; i < values.length; i++) {
        int place = i % (state + known);
        if (slot.name().equals("head.W") && place >= state) {
          futureWeights[i / (state + known)][place - state] = values[i];
        } else {
          kept.add((double) values[i]);
        }
      }
    }
    this.weights = kept.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Forecasts of a model that reads no time.
   *
   * @param windows raw, [window, history + lookBack, input]
   * @param future raw, [window, horizon, future input]
   * @param number which of them
   * @return [horizon, target, parameter] in the targets' units
   */
  double[] of(float[] windows, float[] future, int number) {
    int each = RawWindows.pastRows(network, preparation) * preparation.inputs().size();
    return of(new RawWindows(windows.length / each, windows, future), number);
  }

  /**
   * @param number which of the windows
   * @return [horizon, target, parameter] in the targets' units
   */
  double[] of(RawWindows windows, int number) {
    WindowRows rows = new WindowRows(windows, number, network, preparation);
    float[] all = preparation.apply(rows, preparation.formulas());
    int history = preparation.history();
    int columns = preparation.columns().size();
    double[][] prepared = new double[columns][network.lookBack()];
    for (int k = 0; k < columns; k++) {
      for (int row = 0; row < network.lookBack(); row++) {
        prepared[k][row] = all[(history + row) * preparation.width() + k];
      }
    }
    double[] known = new double[network.futureValues()];
    for (int i = 0; i < known.length; i++) {
      int row = rows.past() + i / network.future();
      int column = preparation.future().get(i % network.future());
      known[i] = all[row * preparation.width() + column];
    }
    int parameters = network.head().parameters();
    double[] forecast = new double[network.outputs()];
    for (int k = 0; k < network.targets(); k++) {
      int column = preparation.targets().get(k);
      double[] raw = raw(prepared, known, k);
      for (int step = 0; step < network.horizon(); step++) {
        int at = (step * network.targets() + k) * parameters;
        // A network of joint channels gives all targets at once, one of a channel only its own.
        int from = network.channels() == Channels.JOINT ? at : step * parameters;
        System.arraycopy(raw, from, forecast, at, parameters);
        head(forecast, at, prepared[column], step, preparation.columns().get(column));
      }
      for (Inverse inverse : preparation.recoveries().get(k).inverses()) {
        undo(inverse, forecast, k, all, rows.past());
      }
    }
    if (network.head() instanceof Head.Quantiles) {
      for (int at = 0; at < forecast.length; at += parameters) {
        Arrays.sort(forecast, at, at + parameters);
      }
    }
    return forecast;
  }

  /**
   * Undoes what a step has done to a target, in place.
   *
   * @param all prepared rows with carriers
   * @param past rows before those to be predicted
   */
  private void undo(Inverse inverse, double[] forecast, int target, float[] all, int past) {
    int parameters = network.head().parameters();
    for (int step = 0; step < network.horizon(); step++) {
      for (int p = 0; p < parameters; p++) {
        int at = (step * network.targets() + target) * parameters + p;
        boolean deviation = network.head() instanceof Head.Gaussian && p == 1;
        double x = forecast[at];
        if (inverse instanceof Inverse.Affine affine) {
          x = x * affine.scale() + (deviation ? 0 : affine.centre());
        } else if (inverse instanceof Inverse.Pointwise pointwise) {
          Series number =
              Series.ofRows("number", List.of(Inverse.Pointwise.VALUE), new float[] {(float) x});
          x = FormulaEvaluator.of(pointwise.function(), number)[0];
        } else if (inverse instanceof Inverse.Plus plus) {
          x += deviation ? 0 : carrier(all, past + step, plus.known());
        } else if (inverse instanceof Inverse.Times times) {
          x *= carrier(all, past + step, times.known());
        } else if (inverse instanceof Inverse.OfLastRow last) {
          x *= carrier(all, past - 1, last.scale());
          x += deviation ? 0 : carrier(all, past - 1, last.centre());
        } else if (inverse instanceof Inverse.Undifference difference && !deviation) {
          int before = step - difference.lag();
          x +=
              before < 0
                  ? carrier(all, past + before, difference.before())
                  : forecast[at - difference.lag() * network.targets() * parameters];
        }
        forecast[at] = x;
      }
    }
  }

  private double carrier(float[] all, int row, Formula carrier) {
    return all[row * preparation.width() + preparation.place(carrier)];
  }

  /** What the network gives that predicts this target. */
  private double[] raw(double[][] prepared, double[] known, int target) {
    List<Integer> read = new ArrayList<>();
    if (network.channels() == Channels.INDEPENDENT) {
      read.add(preparation.targets().get(target));
    }
    for (int column : preparation.features()) {
      if (network.channels() == Channels.JOINT || !preparation.targets().contains(column)) {
        read.add(column);
      }
    }
    float[] inputs = new float[network.lookBack() * read.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) input(prepared[read.get(i % read.size())], i / read.size());
    }
    double[] raw = lstm.outputs(weights, inputs);
    for (float input : inputs) {
      if (!Float.isFinite(input)) {
        Arrays.fill(raw, Double.NaN);
      }
    }
    for (int o = 0; o < raw.length; o++) {
      for (int v = 0; v < known.length; v++) {
        raw[o] += Double.isFinite(known[v]) ? futureWeights[o][v] * known[v] : Double.NaN;
      }
    }
    return raw;
  }

  private double input(double[] column, int row) {
    if (!network.anchor().relativeInputs()) {
      return column[row];
    }
    boolean level = network.anchor().reference() == Reference.NONE;
    return (column[row] - (level ? 0 : column[column.length - 1])) / scale(column);
  }

  private double scale(double[] column) {
    if (!network.anchor().scaled()) {
      return 1;
    }
    double mean = Arrays.stream(column).average().orElseThrow();
    double variance =
        Arrays.stream(column).map(value -> (value - mean) * (value - mean)).average().orElseThrow();
    return Math.sqrt(variance + 1e-5);
  }

  private double reference(double[] column, int step) {
    Anchor anchor = network.anchor();
    return switch (anchor.reference()) {
      case NONE -> 0;
      case LAST_VALUE -> column[column.length - 1];
      case LAST_SEASON -> {
        double[] season = Arrays.copyOfRange(column, column.length - anchor.rows(), column.length);
        yield season[step % season.length];
      }
    };
  }

  /** What one step's and target's raw numbers mean, in place. */
  private void head(double[] raw, int at, double[] column, int step, ColumnScaling scaling) {
    double reference = reference(column, step);
    double scale = scale(column);
    Head head = network.head();
    if (head instanceof Head.Linear) {
      raw[at] = (raw[at] * scale + reference) * scaling.scale() + scaling.centre();
    } else if (head instanceof Head.Sigmoid) {
      raw[at] = 1 / (1 + Math.exp(-raw[at]));
    } else if (head instanceof Head.Softmax softmax) {
      double sum = 0;
      for (int c = at; c < at + softmax.classes(); c++) {
        raw[c] = Math.exp(raw[c]);
        sum += raw[c];
      }
      for (int c = at; c < at + softmax.classes(); c++) {
        raw[c] /= sum;
      }
    } else if (head instanceof Head.Quantiles quantiles) {
      int end = at + quantiles.levels().size();
      for (int q = at; q < end; q++) {
        raw[q] = (raw[q] * scale + reference) * scaling.scale() + scaling.centre();
      }
    } else if (head instanceof Head.Gaussian) {
      raw[at] = (raw[at] * scale + reference) * scaling.scale() + scaling.centre();
      raw[at + 1] = (Math.log1p(Math.exp(raw[at + 1])) + 1e-6) * scale * scaling.scale();
    }
  }
}
