package io.penstock.benchmarks;

import com.sun.management.ThreadMXBean;
import io.penstock.Penstock;
import io.penstock.experiment.Experiment;
import io.penstock.model.TrainedModel;
import io.penstock.modelling.PreparedExperiment;
import io.penstock.parts.FoundWindows;
import io.penstock.parts.WindowFinder;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.training.StepReport;
import io.penstock.training.TrainingListener;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** A large file in a small heap: what reading, windows and training cost. */
final class WideData {
  private static final String HEAP = "-Xmx512m";
  private static final int LOOK_BACK = 96;
  private static final int HORIZON = 24;
  private static final int STEPS = 300;
  private static final int UNITS = 8;

  private WideData() {}

  /** Measures; the argument is the number of rows, by default 1 000 000. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    System.out.printf("## Wide data%n%n%s%n", Machine.description());
    Path file = Checkout.scratch("wide.csv");
    GeneratedRows.write(file, rows);
    System.out.printf(
        "%d rows of a time and %d columns, %.0f MB; %s, look-back %d, horizon %d; load %s%n%n",
        rows,
        GeneratedRows.COLUMNS,
        Files.size(file) / 1e6,
        HEAP,
        LOOK_BACK,
        HORIZON,
        Machine.load());
    try {
      for (String engine : Engine.NAMES) {
        ChildJvm.run(Child.class, List.of(HEAP), List.of(file.toString(), engine));
      }
      for (String engine : Engine.NAMES) {
        command(file, engine);
      }
    } finally {
      Files.delete(file);
    }
  }

  /** The whole command in the same heap: a file with a million windows becomes a model. */
  private static void command(Path file, String engine) throws IOException, InterruptedException {
    Path model = Checkout.scratch("wide.onnx");
    ProcessBuilder builder =
        new ProcessBuilder(
            Checkout.root().resolve("penstock").toString(),
            "train",
            file.toString(),
            "--target",
            "a",
            "--look-back",
            String.valueOf(LOOK_BACK),
            "--horizon",
            String.valueOf(HORIZON),
            "--epochs",
            "1",
            "--batch",
            "1024",
            "--units",
            String.valueOf(UNITS),
            "--backend",
            engine,
            "--out",
            model.toString(),
            "--quiet");
    builder.environment().put("PENSTOCK_JAVA_OPTS", HEAP);
    long start = System.nanoTime();
    int code = builder.inheritIO().start().waitFor();
    System.out.printf(
        Locale.ROOT,
        "The command penstock train --backend %s --epochs 1 --batch 1024 --units %d with PENSTOCK_JAVA_OPTS=%s: %.1f s, exit code %d.%n%n",
        engine,
        UNITS,
        HEAP,
        (System.nanoTime() - start) / 1e9,
        code);
    if (code != 0) {
      throw new IOException("the command failed with " + engine);
    }
    Files.delete(model);
  }

  /** One engine's run, stage by stage. */
  static final class Child {
    private static final ThreadMXBean THREADS =
        ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private static final Table TABLE =
        new Table("stage", "seconds", "allocated, MB", "live heap after it, MB");

    /** Of the stage that was measured last. */
    private static double seconds;

    private Child() {}

    /** Measures; the arguments are the file and the engine. */
    public static void main(String[] arguments) throws IOException {
      Path file = Path.of(arguments[0]);
      String engine = arguments[1];
      Penstock penstock = Penstock.create();
      Series series = stage("read", () -> penstock.read(file));
      int rows = series.rows();
      double perSecond = rows / seconds;
      int[] columns = new int[GeneratedRows.COLUMNS];
      for (int c = 0; c < GeneratedRows.COLUMNS; c++) {
        columns[c] = c;
      }
      FoundWindows windows =
          stage(
              "find all windows",
              () ->
                  new WindowFinder(series, columns, new int[] {0}, LOOK_BACK, HORIZON)
                      .find(new RowRange(0, rows)));
      System.out.printf(
          Locale.ROOT,
          "%s: %.0f rows/s read, %d windows of %d rows%n%n",
          engine,
          perSecond,
          windows.count(),
          rows);
      Experiment experiment =
          Experiment.forecast("a")
              .lookBack(LOOK_BACK)
              .horizon(HORIZON)
              .units(UNITS)
              .backend(engine)
              .build();
      stage("prepare, windows of all parts", () -> PreparedExperiment.of(series, experiment));
      TrainedModel model =
          stage(
              "prepare, train " + STEPS + " steps, score the test part",
              () -> penstock.train(series, experiment, new Steps()));
      System.out.printf("%s%n", TABLE);
      System.out.printf(
          Locale.ROOT,
          "%d test windows scored. Highest RSS, engine and all: %.0f MB.%n%n",
          model.description().evaluation().orElseThrow().windows(),
          Machine.peakResidentMegabytes());
    }

    private static <T> T stage(String name, Supplier<T> work) {
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      T result = work.get();
      seconds = (System.nanoTime() - start) / 1e9;
      double megabytes = (THREADS.getCurrentThreadAllocatedBytes() - allocated) / 1e6;
      System.gc();
      TABLE.row(
          name,
          String.format(Locale.ROOT, "%.2f", seconds),
          String.format(Locale.ROOT, "%.1f", megabytes),
          String.format(
              Locale.ROOT,
              "%.1f",
              ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6));
      return result;
    }
  }

  /** Stops within the first epoch. */
  private static final class Steps implements TrainingListener {
    private int done;

    @Override
    public void onStep(StepReport report) {
      done++;
    }

    @Override
    public boolean shouldStop() {
      return done >= STEPS;
    }
  }
}
