package io.penstock.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Training speed on a CUDA device: the product's own loop, forward, backward and Adam, on each
 * engine, beside the same on all cores of the processor and beside torch.nn.LSTM in Python on the
 * same device. The contestants take turns within a round.
 */
final class DeviceSpeed {
  private static final String DEFAULT_DEVICE = "cuda:0";

  private final String device;
  private final int cores = Runtime.getRuntime().availableProcessors();
  private final double seconds;
  private final Optional<Torch> torch;

  private DeviceSpeed(String device, double seconds, Optional<Torch> torch) {
    this.device = device;
    this.seconds = seconds;
    this.torch = torch;
  }

  /**
   * Measures; the arguments are the device, by default {@value #DEFAULT_DEVICE}, the number of
   * rounds, by default 3, and the seconds that a contestant has in a round, by default 1.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String device = arguments.length > 0 ? arguments[0] : DEFAULT_DEVICE;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    double seconds = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 1;
    Optional<Torch> torch = Torch.find();
    if (torch.isPresent() && !torch.get().hasCuda()) {
      torch = Optional.empty();
    }
    System.out.printf("## Training speed on %s%n%n%s%n", device, Machine.description());
    System.out.printf(
        Locale.ROOT,
        "Medians of %d rounds of %.1f s; torch in Python: %s; load at the start %s%n%n",
        rounds,
        seconds,
        torch.map(Torch::version).orElse("skipped, see benchmarks/run"),
        Machine.load());
    new DeviceSpeed(device, seconds, torch).measure(rounds);
  }

  private void measure(int rounds) throws IOException, InterruptedException {
    List<String> titles = new ArrayList<>(List.of("samples/s at B, T, F, H"));
    Optional<Table> table = Optional.empty();
    for (Shape shape : Shape.USUAL) {
      List<Contestant> contestants = new ArrayList<>();
      try {
        addAll(contestants, shape);
        List<String> names = contestants.stream().map(Contestant::name).toList();
        Turns turns = Turns.of(contestants, rounds);
        List<String> cells = new ArrayList<>(List.of(shape.toString()));
        names.forEach(name -> cells.add(String.format(Locale.ROOT, "%.0f", turns.perSecond(name))));
        if (table.isEmpty()) {
          titles.addAll(names);
          table = Optional.of(new Table(titles));
        }
        table.get().row(cells);
        // So that a run that is cut short has told something.
        System.out.printf("%s, load %s%n", String.join(" | ", cells), Machine.load());
      } finally {
        Turns.close(contestants);
      }
    }
    table.ifPresent(all -> System.out.printf("%n%s%n", all));
  }

  private void addAll(List<Contestant> contestants, Shape shape) throws IOException {
    for (String engine : Engine.NAMES) {
      for (int threads : cores == 1 ? List.of(1) : List.of(1, cores)) {
        String name =
            engine + " " + device + ", " + threads + (threads == 1 ? " thread" : " threads");
        contestants.add(TrainingChild.contestant(name, engine, device, threads, shape, seconds));
      }
    }
    torch.ifPresent(
        python -> contestants.add(python.contestant("torch " + device, device, shape, seconds)));
    for (String engine : Engine.NAMES) {
      String name = engine + " cpu, " + cores + " threads";
      contestants.add(TrainingChild.contestant(name, engine, "cpu", cores, shape, seconds));
    }
  }
}
