package io.penstock.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the page of an evaluation costs: time, memory and size of {@code evaluate} with {@code
 * --report} and without, as processes.
 */
final class Pages {
  private static final int LEARNT = 20_000;

  private Pages() {}

  /**
   * @param seconds from launch to end
   * @param busy seconds of processor time, on which other work on the machine has little influence
   * @param megabytes the most that was in RAM
   */
  private record Cost(double seconds, double busy, double megabytes) {}

  /** Measures; the arguments are numbers of rows, 20 000 and 10 million if there are none. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int[] sizes =
        arguments.length == 0
            ? new int[] {20_000, 10_000_000}
            : Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
    System.out.printf("## The page%n%n%s, load %s%n%n", Machine.description(), Machine.load());
    Path model = Checkout.scratch("pages.onnx");
    train(model);
    Table table =
        new Table(
            "rows",
            "without a page, s",
            "with one, s",
            "CPU s without",
            "CPU s with",
            "highest RSS without, MiB",
            "with, MiB",
            "page, KB",
            "load");
    for (int rows : sizes) {
      Path file = Checkout.scratch("pages.csv");
      Path page = Checkout.scratch("pages.html");
      GeneratedRows.write(file, rows);
      Cost without = run("evaluate", model.toString(), file.toString());
      Cost with = run("evaluate", model.toString(), file.toString(), "--report", page.toString());
      table.row(
          String.format(Locale.ROOT, "%,d", rows).replace(',', ' '),
          String.format(Locale.ROOT, "%.1f", without.seconds()),
          String.format(Locale.ROOT, "%.1f", with.seconds()),
          String.format(Locale.ROOT, "%.1f", without.busy()),
          String.format(Locale.ROOT, "%.1f", with.busy()),
          String.format(Locale.ROOT, "%.0f", without.megabytes()),
          String.format(Locale.ROOT, "%.0f", with.megabytes()),
          String.format(Locale.ROOT, "%.0f", Files.size(page) / 1e3),
          Machine.load());
      Files.delete(file);
      Files.delete(page);
    }
    Files.delete(model);
    System.out.printf("%s%n", table);
  }

  /** A network that is quickly asked: scoring and the page are measured, and not it. */
  private static void train(Path model) throws IOException, InterruptedException {
    Path file = Checkout.scratch("pages-learnt.csv");
    GeneratedRows.write(file, LEARNT);
    run(
        ("train "
                + file
                + " --target a --features a --look-back 96 --segment 24 --horizon 24 --units 8"
                + " --epochs 2 --quiet --out "
                + model)
            .split(" "));
    Files.delete(file);
  }

  private static Cost run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Checkout.root().resolve("penstock").toString());
    command.addAll(List.of(arguments));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    double most = 0;
    double busy = 0;
    while (process.isAlive()) {
      busy =
          Math.max(
              busy,
              process.toHandle().info().totalCpuDuration().map(Duration::toMillis).orElse(0L)
                  / 1e3);
      try {
        most = Math.max(most, Machine.peakResidentMegabytes(process.pid()));
      } catch (IOException e) {
        // It has just ended.
      }
      Thread.sleep(20);
    }
    if (process.waitFor() != 0) {
      throw new IOException(command + " ended with " + process.exitValue());
    }
    return new Cost((System.nanoTime() - start) / 1e9, busy, most);
  }
}
