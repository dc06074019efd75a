package io.penstock.dataset;

import io.penstock.network.Anchor;
import io.penstock.network.Anchor.Reference;
import io.penstock.network.Channels;
import io.penstock.network.Head;
import io.penstock.network.Network;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;

/**
 * Windows as views into one array of prepared rows: a window is a start, nothing is copied until a
 * batch is read. Window {@code i} reads the rows {@code starts[i] … starts[i] + lookBack - 1} of
 * the feature columns, and is to predict the {@code horizon} rows after them of the target columns,
 * relative to the anchor.
 *
 * <p>A window is one example, or with independent channels one for each target: example {@code e}
 * is channel {@code e mod C} of window {@code e / C}. Its inputs are its own column, then the
 * features that are no targets.
 *
 * <p>The truth of a softmax head is a probability for each class, made of the class's number. A
 * truth's weight is its row's times that of its class, which for a probability is the nearer one.
 */
public final class Windows implements Dataset {
  private final float[] rows;
  private final Columns columns;
  private final Network network;
  private final Truths truths;
  private final boolean withTruth;
  private final int[] starts;
  private final int[][] inputs;
  private final int[][] targets;
  private final int[] future;
  private final boolean allColumns;

  /**
   * Windows with the rows that are to be predicted.
   *
   * @param rows [row, column], row-major, prepared values; not copied
   * @param columns what the columns are for
   * @param network that reads the windows
   * @param truths what is to be learnt
   * @param starts first row of each window; not copied
   */
  public Windows(float[] rows, Columns columns, Network network, Truths truths, int[] starts) {
    this(rows, columns, network, truths, true, starts);
  }

  private Windows(
      float[] rows,
      Columns columns,
      Network network,
      Truths truths,
      boolean withTruth,
      int[] starts) {
    if (columns.features().size() != network.features()
        || columns.targets().size() != network.targets()
        || columns.future().size() != network.future()) {
      throw new IllegalArgumentException(
          String.format(
              "%d features, %d targets and %d columns known of the future for a network of %d, %d and %d",
              columns.features().size(),
              columns.targets().size(),
              columns.future().size(),
              network.features(),
              network.targets(),
              network.future()));
    }
    boolean rowsAfter = withTruth || network.future() > 0;
    int length = network.lookBack() + (rowsAfter ? network.horizon() : 0);
    int last = columns.count() == 0 ? 0 : rows.length / columns.count() - length;
    for (int start : starts) {
      if (start < 0 || start > last) {
        throw new IllegalArgumentException(
            "a window from row " + start + " of " + rows.length / columns.count());
      }
    }
    if (truths.rowWeights().length > 0
        && truths.rowWeights().length != rows.length / columns.count()) {
      throw new IllegalArgumentException(
          truths.rowWeights().length + " weights for " + rows.length / columns.count() + " rows");
    }
    this.rows = rows;
    this.columns = columns;
    this.network = network;
    this.truths = truths;
    this.withTruth = withTruth;
    this.starts = starts;
    this.inputs = inputs(columns, network);
    this.targets = targets(columns, network);
    this.future = array(columns.future());
    boolean all = network.channels() == Channels.JOINT && !network.anchor().relativeInputs();
    all &= columns.features().size() == columns.count();
    for (int k = 0; all && k < columns.count(); k++) {
      all = columns.features().get(k) == k;
    }
    this.allColumns = all;
  }

  /**
   * {@return windows that only ask for a prediction and have no truth} After the look-back their
   * rows are read only if the network knows something of the future.
   *
   * @param rows [row, column], row-major, prepared values
   * @param columns what the columns are for
   * @param network that reads the windows
   * @param starts first row of each window
   */
  public static Windows asking(float[] rows, Columns columns, Network network, int[] starts) {
    return new Windows(rows, columns, network, Truths.PLAIN, false, starts);
  }

  /** The columns that each channel reads. */
  private static int[][] inputs(Columns columns, Network network) {
    if (network.channels() == Channels.JOINT) {
      return new int[][] {array(columns.features())};
    }
    List<Integer> shared =
        columns.features().stream().filter(column -> !columns.targets().contains(column)).toList();
    int[][] inputs = new int[columns.targets().size()][1 + shared.size()];
    for (int c = 0; c < inputs.length; c++) {
      inputs[c][0] = columns.targets().get(c);
      for (int k = 0; k < shared.size(); k++) {
        inputs[c][1 + k] = shared.get(k);
      }
    }
    if (!columns.features().containsAll(columns.targets())
        || inputs[0].length != network.channel().features()) {
      throw new IllegalArgumentException(
          "independent channels read themselves: of the targets "
              + columns.targets()
              + " each must be one of the features "
              + columns.features());
    }
    return inputs;
  }

  /** The columns that each channel predicts. */
  private static int[][] targets(Columns columns, Network network) {
    if (network.channels() == Channels.JOINT) {
      return new int[][] {array(columns.targets())};
    }
    return columns.targets().stream().map(column -> new int[] {column}).toArray(int[][]::new);
  }

  private static int[] array(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  /** {@return how many windows there are} */
  public int windows() {
    return starts.length;
  }

  /** How many examples there are: the windows, times the independent channels. */
  @Override
  public int size() {
    return Math.multiplyExact(starts.length, network.examples());
  }

  @Override
  public int lookBack() {
    return network.lookBack();
  }

  /** Values that an example has in a row. */
  @Override
  public int features() {
    return inputs[0].length;
  }

  @Override
  public int futureValues() {
    return network.futureValues();
  }

  /** Truths of an example, [horizon, target, truth], row-major; 0 where windows only ask. */
  @Override
  public int outputs() {
    return withTruth ? network.channel().truths() : 0;
  }

  /**
   * {@return the first row of window {@code i}}
   *
   * @param i which window
   */
  public int start(int i) {
    return starts[i];
  }

  /**
   * {@return what the outputs of window {@code i} for target {@code k} are added to, in prepared
   * units}
   *
   * @param i which window
   * @param k place among the targets, counted from 0
   * @param step of the horizon, counted from 0
   */
  public float reference(int i, int k, int step) {
    return referenceAt(starts[i], columns.targets().get(k), step);
  }

  /**
   * {@return what the outputs of window {@code i} for target {@code k} are multiplied by}
   *
   * @param i which window
   * @param k place among the targets, counted from 0
   */
  public float scale(int i, int k) {
    return scaleAt(starts[i], columns.targets().get(k));
  }

  /**
   * {@return a prepared value}
   *
   * @param i which window
   * @param row of the window, counted from its first; those from the look-back on are predicted
   * @param column of the prepared rows
   */
  public float prepared(int i, int row, int column) {
    return value(starts[i] + row, column);
  }

  private float referenceAt(int start, int column, int step) {
    Anchor anchor = network.anchor();
    return switch (anchor.reference()) {
      case NONE -> 0f;
      case LAST_VALUE -> value(start + lookBack() - 1, column);
      case LAST_SEASON -> {
        int season = anchor.rows();
        yield value(start + lookBack() - season + step % season, column);
      }
    };
  }

  /** Deviation of a column in a window, in two passes so that a great mean does no harm. */
  private float scaleAt(int start, int column) {
    if (!network.anchor().scaled()) {
      return 1f;
    }
    int count = lookBack();
    double sum = 0;
    for (int row = start; row < start + count; row++) {
      sum += value(row, column);
    }
    double mean = sum / count;
    double squares = 0;
    for (int row = start; row < start + count; row++) {
      double difference = value(row, column) - mean;
      squares += difference * difference;
    }
    return (float) Math.sqrt(squares / count + Anchor.SCALE_FLOOR);
  }

  private float value(int row, int column) {
    return rows[row * columns.count() + column];
  }

  @Override
  public Batch batch(int[] order, int from, int to) {
    Objects.checkFromToIndex(from, to, order.length);
    return new View(order, from, to);
  }

  private final class View implements Batch {
    private final int[] order;
    private final int from;
    private final int to;

    View(int[] order, int from, int to) {
      this.order = order;
      this.from = from;
      this.to = to;
    }

    @Override
    public int size() {
      return to - from;
    }

    private int start(int i) {
      return starts[order[i] / network.examples()];
    }

    private int channel(int i) {
      return order[i] % network.examples();
    }

    @Override
    public void inputs(FloatBuffer buffer) {
      int count = columns.count();
      for (int i = from; i < to; i++) {
        int start = start(i);
        if (allColumns) {
          buffer.put(rows, start * count, lookBack() * count);
        } else if (network.anchor().relativeInputs()) {
          relative(start, inputs[channel(i)], buffer);
        } else {
          int[] read = inputs[channel(i)];
          for (int row = start; row < start + lookBack(); row++) {
            for (int column : read) {
              buffer.put(rows[row * count + column]);
            }
          }
        }
      }
    }

    private void relative(int start, int[] read, FloatBuffer buffer) {
      float[] last = new float[read.length];
      float[] scale = new float[read.length];
      for (int k = 0; k < read.length; k++) {
        scale[k] = scaleAt(start, read[k]);
        if (network.anchor().reference() != Reference.NONE) {
          last[k] = value(start + lookBack() - 1, read[k]);
        }
      }
      for (int row = start; row < start + lookBack(); row++) {
        for (int k = 0; k < read.length; k++) {
          buffer.put((value(row, read[k]) - last[k]) / scale[k]);
        }
      }
    }

    @Override
    public void future(FloatBuffer buffer) {
      for (int i = from; i < to; i++) {
        int first = start(i) + lookBack();
        for (int row = first; row < first + network.horizon(); row++) {
          for (int column : future) {
            buffer.put(value(row, column));
          }
        }
      }
    }

    @Override
    public void targets(FloatBuffer buffer) {
      requireTruth();
      float[] scales = new float[targets[0].length];
      for (int i = from; i < to; i++) {
        int start = start(i);
        int[] predicted = targets[channel(i)];
        for (int k = 0; k < predicted.length; k++) {
          scales[k] = scaleAt(start, predicted[k]);
        }
        for (int step = 0; step < network.horizon(); step++) {
          for (int k = 0; k < predicted.length; k++) {
            truth(start, predicted[k], step, scales[k], buffer);
          }
        }
      }
    }

    private void truth(int start, int column, int step, float scale, FloatBuffer buffer) {
      float truth = value(start + lookBack() + step, column);
      double smoothing = truths.labels().smoothing();
      if (network.head() instanceof Head.Softmax softmax) {
        int classes = softmax.classes();
        int label = label(truth, classes);
        for (int c = 0; c < classes; c++) {
          buffer.put((float) ((c == label ? 1 - smoothing : 0) + smoothing / classes));
        }
      } else if (network.head() instanceof Head.Sigmoid) {
        buffer.put((float) (truth * (1 - smoothing) + smoothing / 2));
      } else if (network.anchor().isNone()) {
        buffer.put(truth);
      } else {
        buffer.put((truth - referenceAt(start, column, step)) / scale);
      }
    }

    @Override
    public boolean weighted() {
      return truths.weighted();
    }

    @Override
    public void weights(FloatBuffer buffer) {
      requireTruth();
      float[] rowWeights = truths.rowWeights();
      for (int i = from; i < to; i++) {
        int first = start(i) + lookBack();
        for (int row = first; row < first + network.horizon(); row++) {
          double weight = rowWeights.length == 0 ? 1 : rowWeights[row];
          for (int column : targets[channel(i)]) {
            buffer.put((float) (weight * classWeight(value(row, column))));
          }
        }
      }
    }

    /** That of the class which a truth stands for; 1 where all classes weigh the same. */
    private double classWeight(float truth) {
      List<Double> weights = truths.labels().classWeights();
      return weights.isEmpty() ? 1 : weights.get(label(truth, weights.size()));
    }

    private void requireTruth() {
      if (!withTruth) {
        throw new IllegalStateException("windows that only ask have no truth");
      }
    }
  }

  /** The class that a value stands for. */
  private static int label(float value, int classes) {
    int label = Math.round(value);
    if (!(label >= 0 && label < classes) || Float.isNaN(value)) {
      throw new IllegalArgumentException(value + " is none of " + classes + " classes");
    }
    return label;
  }
}
