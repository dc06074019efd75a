package io.penstock.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a measurement was made on, and under which load. */
final class Machine {
  private static final Path CPU = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** One line on the processor and the JVM. */
  static String description() throws IOException {
    return String.format(
        "%d cores%s, %s %s on %s",
        Runtime.getRuntime().availableProcessors(),
        processor(),
        System.getProperty("java.vm.name"),
        System.getProperty("java.vm.version"),
        System.getProperty("os.name"));
  }

  /** The model's name, as far as it is told, and the instructions that matter to products. */
  private static String processor() throws IOException {
    if (!Files.isReadable(CPU)) {
      return " (" + System.getProperty("os.arch") + ")";
    }
    List<String> lines = Files.readAllLines(CPU);
    List<String> flags =
        value(lines, "flags")
            .or(() -> value(lines, "Features"))
            .map(line -> Arrays.asList(line.split("\\s+")))
            .orElse(List.of());
    List<String> told =
        flags.stream()
            .filter(flag -> flag.matches("avx2|avx512f|avx512_vnni|avx512_bf16|amx_bf16|asimd|sve"))
            .distinct()
            .toList();
    String name = value(lines, "model name").map(model -> " of " + model).orElse("");
    return name + " (" + String.join(", ", told) + ")";
  }

  private static Optional<String> value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key) && line.contains(":"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  /** Processes that run or want to run, the mean of the last minute. */
  static String load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.1f", load);
  }

  /**
   * Memory of this process that is in RAM, in MB.
   *
   * @throws IOException if this is not Linux
   */
  static double residentMegabytes() throws IOException {
    return status("self", "VmRSS:");
  }

  /** The most that has been in RAM, in MB. */
  static double peakResidentMegabytes() throws IOException {
    return status("self", "VmHWM:");
  }

  /** The most of another process that has been in RAM, in MB. */
  static double peakResidentMegabytes(long process) throws IOException {
    return status(String.valueOf(process), "VmHWM:");
  }

  private static double status(String process, String key) throws IOException {
    Path status = Path.of("/proc", process, "status");
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith(key)) {
        return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IOException(status + " has no " + key);
  }
}
