package io.penstock.cli.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.penstock.anomaly.Detection;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Rows that were looked at for anomalies as CSV in UTF-8. */
public final class DetectionFile {
  private DetectionFile() {}

  /**
   * One line a row: {@code time}; of each target what came, what was expected, how many scales the
   * averaged residual is from what is usual and its probability, empty where nothing tells what is
   * usual; {@code anomaly}, 1 or 0, empty likewise.
   *
   * @param idColumn name of the column of ids, which comes first where there are several series
   * @param time how times are written
   */
  public static void write(
      Detection detection, String idColumn, LongFunction<String> time, OutputStream to)
      throws IOException {
    CsvWriter csv = ForecastFile.csv(to);
    boolean several = !detection.series().isEmpty();
    List<String> heads = new ArrayList<>(several ? List.of(idColumn) : List.of());
    heads.add("time");
    for (String target : detection.targets()) {
      heads.addAll(
          List.of(
              target + " actual",
              target + " forecast",
              target + " distance",
              target + " probability"));
    }
    heads.add("anomaly");
    csv.writeRecord(heads);
    int targets = detection.targets().size();
    for (int row = 0; row < detection.rows(); row++) {
      List<String> cells = new ArrayList<>();
      if (several) {
        cells.add(detection.series().get(row));
      }
      cells.add(time.apply(detection.times()[row]));
      for (int at = row * targets; at < (row + 1) * targets; at++) {
        cells.add(Numbers.exact(detection.truth()[at]));
        cells.add(Numbers.exact(detection.forecast()[at]));
        cells.add(Numbers.exact((float) detection.distances()[at]));
        cells.add(known(detection.probabilities()[at]));
      }
      cells.add(
          Double.isNaN(detection.probability(row)) ? "" : detection.isAnomaly(row) ? "1" : "0");
      csv.writeRecord(cells);
    }
    csv.flush();
  }

  /** Probabilities are small: powers of ten keep their digits. */
  private static String known(double probability) {
    return Double.isNaN(probability) ? "" : Float.toString((float) probability);
  }
}
