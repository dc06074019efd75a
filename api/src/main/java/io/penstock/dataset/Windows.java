package io.penstock.dataset;

import io.penstock.network.Anchor;
import java.nio.FloatBuffer;
import java.util.Objects;

/**
 * Windows as views into one array of prepared rows: an example is a start, nothing is copied until
 * a batch is read. Example {@code i} reads the rows {@code starts[i] … starts[i] + lookBack - 1} of
 * the feature columns, and is to predict the {@code horizon} rows after them of the target columns,
 * as the difference to the anchor.
 */
public final class Windows implements Dataset {
  private final float[] rows;
  private final int columns;
  private final int[] features;
  private final int[] targets;
  private final int lookBack;
  private final int horizon;
  private final Anchor anchor;
  private final int[] starts;
  private final boolean allColumns;

  /**
   * @param rows [row, column], row-major, prepared values; not copied
   * @param columns how many columns a row has
   * @param features the columns that a network reads, in its order
   * @param targets the columns to be predicted, in order
   * @param lookBack rows that a network reads, at least 1
   * @param horizon rows to be predicted; 0 for windows that only ask for a prediction and have no
   *     truth
   * @param anchor what the prediction is the difference to
   * @param starts first row of each window; not copied
   */
  public Windows(
      float[] rows,
      int columns,
      int[] features,
      int[] targets,
      int lookBack,
      int horizon,
      Anchor anchor,
      int[] starts) {
    int last = columns == 0 ? 0 : rows.length / columns - lookBack - horizon;
    for (int start : starts) {
      if (start < 0 || start > last) {
        throw new IllegalArgumentException(
            "a window from row " + start + " of " + rows.length / columns);
      }
    }
    if (lookBack < 1 || horizon < 0) {
      throw new IllegalArgumentException("look-back " + lookBack + ", horizon " + horizon);
    }
    this.rows = rows;
    this.columns = columns;
    this.features = features.clone();
    this.targets = targets.clone();
    this.lookBack = lookBack;
    this.horizon = horizon;
    this.anchor = Objects.requireNonNull(anchor, "anchor");
    this.starts = starts;
    boolean all = features.length == columns;
    for (int k = 0; all && k < columns; k++) {
      all = features[k] == k;
    }
    this.allColumns = all;
  }

  @Override
  public int size() {
    return starts.length;
  }

  @Override
  public int lookBack() {
    return lookBack;
  }

  @Override
  public int features() {
    return features.length;
  }

  /** Values to be predicted, [horizon, target], row-major. */
  @Override
  public int outputs() {
    return horizon * targets.length;
  }

  /** The first row of window {@code i}. */
  public int start(int i) {
    return starts[i];
  }

  /**
   * What the predictions of window {@code i} for target {@code k} are the difference to, in
   * prepared units.
   */
  public float anchor(int i, int k) {
    return anchorAt(starts[i], targets[k]);
  }

  private float anchorAt(int start, int column) {
    return switch (anchor) {
      case NONE -> 0f;
      case LAST_VALUE -> rows[(start + lookBack - 1) * columns + column];
    };
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

    @Override
    public void inputs(FloatBuffer buffer) {
      for (int i = from; i < to; i++) {
        int start = starts[order[i]];
        if (allColumns) {
          buffer.put(rows, start * columns, lookBack * columns);
          continue;
        }
        for (int row = start; row < start + lookBack; row++) {
          for (int feature : features) {
            buffer.put(rows[row * columns + feature]);
          }
        }
      }
    }

    @Override
    public void targets(FloatBuffer buffer) {
      for (int i = from; i < to; i++) {
        int start = starts[order[i]];
        for (int row = start + lookBack; row < start + lookBack + horizon; row++) {
          for (int target : targets) {
            float truth = rows[row * columns + target];
            buffer.put(anchor == Anchor.NONE ? truth : truth - anchorAt(start, target));
          }
        }
      }
    }
  }
}
