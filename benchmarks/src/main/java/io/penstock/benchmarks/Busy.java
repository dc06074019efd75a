package io.penstock.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Training speed on two threads while another process computes on two, beside the speed without it.
 * The scheduler then gives each thread half a core, so half the speed is the fair share: what waits
 * by spinning, as OpenMP's threads do, falls far below it.
 */
final class Busy {
  private static final int THREADS = 2;
  private static final double FAIR = 0.5;

  /** What the scheduler's slices and other load may cost beyond the fair share. */
  private static final double TOLERANCE = 0.9;

  private static final List<Shape> SHAPES =
      List.of(new Shape(32, 30, 7, 64), new Shape(64, 96, 7, 128), new Shape(256, 96, 7, 128));

  private Busy() {}

  /**
   * Measures; the arguments are the number of rounds, by default 5, and the seconds that a
   * contestant has in a round, by default 1.5.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 1.5;
    Optional<Torch> torch = Torch.find();
    System.out.printf("## Speed on a busy machine%n%n%s%n", Machine.description());
    System.out.printf(
        Locale.ROOT,
        "%d threads; medians of %d rounds of %.1f s, each once without and once with a process that computes on %d threads; torch in Python: %s; load at the start %s%n%n",
        THREADS,
        rounds,
        seconds,
        THREADS,
        torch.map(Torch::version).orElse("skipped, see benchmarks/run"),
        Machine.load());
    for (Shape shape : SHAPES) {
      measure(shape, torch, rounds, seconds);
    }
  }

  private static void measure(Shape shape, Optional<Torch> torch, int rounds, double seconds)
      throws IOException, InterruptedException {
    List<Contestant> contestants = new ArrayList<>();
    Turns idle = new Turns();
    Turns busy = new Turns();
    try {
      for (String engine : Engine.NAMES) {
        contestants.add(TrainingChild.contestant(engine, THREADS, shape, seconds));
      }
      torch.ifPresent(python -> contestants.add(python.contestant(THREADS, shape, seconds)));
      for (Contestant contestant : contestants) {
        contestant.warmUp();
      }
      for (int round = 0; round < rounds; round++) {
        idle.round(contestants);
        try (Spinner other = new Spinner(THREADS)) {
          other.awaitStart();
          busy.round(contestants);
        }
      }
    } finally {
      Turns.close(contestants);
    }
    Table table =
        new Table(
            "B, T, F, H = " + shape,
            "samples/s alone",
            "samples/s beside another",
            "kept, %",
            "fair share, %",
            "samples a processor second alone",
            "and beside another",
            "cores it had beside another",
            "");
    for (Contestant contestant : contestants) {
      String name = contestant.name();
      double kept = busy.perSecond(name) / idle.perSecond(name);
      table.row(
          name,
          whole(idle.perSecond(name)),
          whole(busy.perSecond(name)),
          whole(100 * kept),
          whole(100 * FAIR),
          whole(idle.perProcessorSecond(name)),
          whole(busy.perProcessorSecond(name)),
          cores(busy.perSecond(name) / busy.perProcessorSecond(name)),
          kept >= TOLERANCE * FAIR ? "keeps its share" : "FALLS BELOW ITS SHARE");
    }
    System.out.printf("%s%n", table);
  }

  private static String cores(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String whole(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.0f", value);
  }
}
