package io.penstock.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The data of the experiments of {@code benchmarks/accuracy}. What a protocol asks for that no
 * setting says, as rows of two files behind each other, is written into a file first.
 */
enum AccuracyData {
  /** Part of the project. */
  AIRLINE(Optional.empty()),
  BEIJING(Optional.empty(), "beijing_pm25/pollution.csv"),
  BEIJING_TUTORIAL(Optional.of("beijing-tutorial.csv"), "beijing_pm25/pollution.csv"),
  BIKES(Optional.empty(), "bike_sharing/hour.csv"),
  CO2(Optional.empty(), "classic/co2_weekly_maunaloa.csv"),
  ETTH1(Optional.empty(), "ett/ETTh1.csv"),
  ETTH1_PROTOCOL(Optional.of("etth1.csv"), "ett/ETTh1.csv"),
  M4_HOURLY(Optional.of("m4-hourly.csv"), "m4/Hourly-train.csv", "m4/Hourly-test.csv"),
  STOCKS(Optional.empty(), "stocks/AAPL_2014_2018.csv"),
  WALMART(Optional.empty(), "retail/walmart_sales_weekly.csv");

  private final Optional<String> made;
  private final List<String> sources;

  AccuracyData(Optional<String> made, String... sources) {
    this.made = made;
    this.sources = List.of(sources);
  }

  /** Those of its files that are not on this machine. */
  List<String> missing() {
    return sources.stream().filter(source -> Checkout.shared("data/" + source).isEmpty()).toList();
  }

  /** Where what is written lies. */
  Path made() {
    return Checkout.scratch("accuracy/" + made.orElseThrow());
  }

  /** Writes what has to be written; the sources must be there. */
  void write() throws IOException {
    if (made.isEmpty()) {
      return;
    }
    List<Path> from =
        sources.stream().map(source -> Checkout.shared("data/" + source).orElseThrow()).toList();
    Files.createDirectories(made().getParent());
    switch (this) {
      case BEIJING_TUTORIAL -> writeTutorial(from.get(0), made());
      case ETTH1_PROTOCOL -> EttProtocol.write(from.get(0), made());
      case M4_HOURLY -> M4Protocol.write(from.get(0), from.get(1), made());
      default -> throw new IllegalStateException(name());
    }
  }

  /** Without the first day, and with 0 where a value is missing. */
  private static void writeTutorial(Path source, Path file) throws IOException {
    List<String> lines = Files.readAllLines(source);
    List<String> written = new ArrayList<>(List.of(lines.get(0)));
    lines.stream().skip(1 + 24).map(line -> line.replace(",NA,", ",0,")).forEach(written::add);
    Files.write(file, written);
  }

  /** Those that are written first. */
  static List<AccuracyData> writtenFirst() {
    return Stream.of(values()).filter(each -> each.made.isPresent()).toList();
  }
}
