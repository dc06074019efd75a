package io.penstock.formula;

import io.penstock.formula.Formula.Neighbours;

/** Finds the nearest of remembered points. */
final class NearestPoints {
  private final int dimensions;
  private final float[] points;
  private final float[] values;
  private final int nearest;

  NearestPoints(Neighbours neighbours) {
    dimensions = neighbours.coordinates().size();
    nearest = neighbours.nearest();
    points = new float[neighbours.points().size()];
    for (int i = 0; i < points.length; i++) {
      points[i] = neighbours.points().get(i);
    }
    values = new float[neighbours.values().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = neighbours.values().get(i);
    }
  }

  void evaluate(float[][] coordinates, float[] out, int count) {
    float[] best = new float[nearest];
    int[] which = new int[nearest];
    for (int i = 0; i < count; i++) {
      out[i] = value(coordinates, i, best, which);
    }
  }

  private float value(float[][] coordinates, int row, float[] best, int[] which) {
    boolean known = false;
    for (float[] coordinate : coordinates) {
      known |= !Float.isNaN(coordinate[row]);
    }
    if (!known) {
      return Float.NaN;
    }
    int found = 0;
    for (int p = 0; p < values.length; p++) {
      float distance = 0;
      for (int d = 0; d < dimensions; d++) {
        float x = coordinates[d][row];
        if (!Float.isNaN(x)) {
          float difference = x - points[p * dimensions + d];
          distance += difference * difference;
        }
      }
      if (found == nearest && !(distance < best[found - 1])) {
        continue;
      }
      int at = found < nearest ? found++ : nearest - 1;
      for (; at > 0 && distance < best[at - 1]; at--) {
        best[at] = best[at - 1];
        which[at] = which[at - 1];
      }
      best[at] = distance;
      which[at] = p;
    }
    double sum = 0;
    for (int k = 0; k < nearest; k++) {
      sum += values[which[k]];
    }
    return (float) (sum / nearest);
  }
}
