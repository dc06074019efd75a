package io.penstock.benchmarks;

import io.penstock.dataset.Batch;
import io.penstock.dataset.Windows;
import io.penstock.experiment.Experiment;
import io.penstock.modelling.PreparedExperiment;
import io.penstock.preparation.Step;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import io.penstock.steps.StepCatalogue;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What it costs to prepare ten million rows of eight columns, in time and in memory beside the
 * series, and how fast windows are read from what was prepared.
 */
public final class Preparing {
  private static final int COLUMNS = 8;
  private static final int LOOK_BACK = 96;
  private static final int BATCH = 64;

  private Preparing() {}

  /** The argument is the number of rows, ten million if there is none. */
  public static void main(String[] arguments) {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000_000;
    System.out.printf("%s%n%n", Machine.load());
    Series series = series(rows);
    double seriesMegabytes = (series.values().length * 4.0 + rows * 8.0) / 1e6;
    System.out.printf(
        Locale.ROOT, "%,d rows x %d columns: %.0f MB.%n%n", rows, COLUMNS, seriesMegabytes);
    Table table =
        new Table(
            "preparation",
            "columns read",
            "seconds",
            "live heap, MB",
            "of the series",
            "highest heap, of the series");
    for (Map.Entry<String, List<Step>> chain : chains()) {
      measure(series, chain.getKey(), chain.getValue(), seriesMegabytes, table);
    }
    System.out.printf("%s%n", table);
    batches(series);
  }

  private static List<Map.Entry<String, List<Step>>> chains() {
    Step impute = StepCatalogue.parse("impute", Map.of("method", "previous", "limit", 6));
    return List.of(
        Map.entry("scaling", List.of()),
        Map.entry("impute, scaling", List.of(impute)),
        Map.entry(
            "impute, difference, scaling",
            List.of(impute, StepCatalogue.parse("difference", Map.of("columns", List.of("a"))))),
        Map.entry(
            "impute, Hampel filter on a, scaling",
            List.of(
                impute,
                StepCatalogue.parse("outliers", Map.of("columns", List.of("a"), "rows", 11)))));
  }

  /** Numbers of eight columns, one in a hundred missing. */
  private static Series series(int rows) {
    Random random = new Random(1);
    float[] values = new float[rows * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          random.nextInt(100) == 0 ? Float.NaN : random.nextFloat() + (float) Math.sin(i / 200.0);
    }
    long[] times = new long[rows];
    for (int row = 0; row < rows; row++) {
      times[row] = 60_000L * row;
    }
    return Series.of(
        "rows",
        List.of("a", "b", "c", "d", "e", "f", "g", "h"),
        times,
        values,
        new Frequency(1, TimeStep.MINUTE));
  }

  private static Experiment experiment(List<Step> steps) {
    return Experiment.forecast("a").lookBack(LOOK_BACK).horizon(24).steps(steps).build();
  }

  private static void measure(
      Series series, String name, List<Step> steps, double megabytes, Table table) {
    System.gc();
    double before = heap();
    ManagementFactory.getMemoryPoolMXBeans().forEach(pool -> pool.resetPeakUsage());
    long start = System.nanoTime();
    PreparedExperiment prepared = PreparedExperiment.of(series, experiment(steps));
    double seconds = (System.nanoTime() - start) / 1e9;
    double highest =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToDouble(pool -> pool.getPeakUsage().getUsed() / 1e6)
            .sum();
    System.gc();
    double live = heap() - before;
    table.row(
        name,
        String.valueOf(prepared.preparation().columns().size()),
        String.format(Locale.ROOT, "%.2f", seconds),
        String.format(Locale.ROOT, "%.0f", live),
        String.format(Locale.ROOT, "%.2f", live / megabytes),
        String.format(Locale.ROOT, "%.2f", (highest - before) / megabytes));
    if (prepared.training().count() == 0) {
      throw new IllegalStateException("no window to train on");
    }
  }

  /** Batches of 64 windows of 96 rows, all columns, in the order of an epoch. */
  private static void batches(Series series) {
    Step impute = StepCatalogue.parse("impute", Map.of("method", "previous", "limit", 6));
    PreparedExperiment prepared = PreparedExperiment.of(series, experiment(List.of(impute)));
    Windows windows = prepared.trainingWindows();
    FloatBuffer buffer = FloatBuffer.allocate(BATCH * LOOK_BACK * COLUMNS);
    Random random = new Random(2);
    int[] order = new int[BATCH];
    int count = 20_000;
    double seconds =
        seconds(
            () -> {
              for (int i = 0; i < count; i++) {
                for (int k = 0; k < BATCH; k++) {
                  order[k] = random.nextInt(windows.size());
                }
                Batch batch = windows.batch(order, 0, BATCH);
                batch.inputs(buffer.clear());
              }
              return count;
            });
    System.out.printf(
        Locale.ROOT,
        "Batches of %d windows of %d rows and %d columns, drawn from all of it: %,.0f windows/s, %.1f microseconds a batch.%n",
        BATCH,
        LOOK_BACK,
        COLUMNS,
        count * (double) BATCH / seconds,
        seconds / count * 1e6);
  }

  private static double heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
  }

  /** The least of three, the first of which warms up. */
  private static double seconds(Supplier<?> work) {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      work.get();
      least = Math.min(least, (System.nanoTime() - start) / 1e9);
    }
    return least;
  }
}
