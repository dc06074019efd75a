package io.penstock.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.penstock.Penstock;
import io.penstock.csv.CsvOptions;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of the Numenta Anomaly Benchmark.
 *
 * @param folder that it is in
 * @param name of the file
 * @param series its rows, counted, with the column value
 * @param windows rows of its anomalies
 */
record NabData(String folder, String name, Series series, List<RowRange> windows) {
  /** Characters of a time, without a fraction of a second. */
  private static final int TIME = 19;

  /** All files, in the order of their names. */
  static List<NabData> read(Path root, Penstock penstock) throws IOException {
    JsonNode windows =
        new ObjectMapper().readTree(root.resolve("labels/combined_windows.json").toFile());
    List<NabData> data = new ArrayList<>();
    CsvOptions options =
        new CsvOptions(
            List.of(),
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of("value"));
    for (Path file : files(root.resolve("data"))) {
      String folder = file.getParent().getFileName().toString();
      String name = file.getFileName().toString();
      data.add(
          new NabData(
              folder,
              name,
              penstock.read(file, options).series(),
              windows(windows.path(folder + "/" + name), times(file))));
    }
    return data;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
  }

  private static List<String> times(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf(',')))
        .toList();
  }

  /** Times that sort as text give first and last rows. */
  private static List<RowRange> windows(JsonNode of, List<String> times) {
    List<RowRange> windows = new ArrayList<>();
    for (JsonNode window : of) {
      String first = window.get(0).textValue().substring(0, TIME);
      String last = window.get(1).textValue().substring(0, TIME);
      int from = (int) times.stream().filter(time -> time.compareTo(first) < 0).count();
      int to = (int) times.stream().filter(time -> time.compareTo(last) <= 0).count();
      windows.add(new RowRange(from, to));
    }
    return windows;
  }
}
