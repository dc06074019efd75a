package io.penstock.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a measurement was made on, and under which load. */
final class Machine {
  private static final Path CPU = Path.of("/proc/cpuinfo");
  private static final Path STATUS = Path.of("/proc/self/status");

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

  /** The instructions that matter to matrix products; the model's name is often hidden. */
  private static String processor() throws IOException {
    if (!Files.isReadable(CPU)) {
      return " (" + System.getProperty("os.arch") + ")";
    }
    List<String> flags =
        Files.readAllLines(CPU).stream()
            .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
            .findFirst()
            .map(line -> Arrays.asList(line.split("\\s+")))
            .orElse(List.of());
    List<String> told =
        flags.stream()
            .filter(flag -> flag.matches("avx2|avx512f|avx512_vnni|avx512_bf16|amx_bf16|asimd|sve"))
            .distinct()
            .toList();
    return " (" + String.join(", ", told) + ")";
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
    return status("VmRSS:");
  }

  /** The most that has been in RAM, in MB. */
  static double peakResidentMegabytes() throws IOException {
    return status("VmHWM:");
  }

  private static double status(String key) throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith(key)) {
        return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IOException(STATUS + " has no " + key);
  }
}
