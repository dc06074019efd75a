package io.penstock.cli;

import io.penstock.cli.config.Plan;
import io.penstock.csv.CsvSeries;
import io.penstock.error.PenstockException;
import io.penstock.series.Layout;
import io.penstock.series.Series;
import java.nio.file.Path;
import java.util.List;

/** The file of {@code --test-file}, which a model is judged on. */
final class TestFile {
  private TestFile() {}

  /** Reads it; it is then known to fit the data, before training begins. */
  static Series read(Session session, Path file, Plan plan, Series data, boolean quiet) {
    List<String> classes =
        data.source().layout() == Layout.SEQUENCES
            ? data.labels(plan.experiment().targets().get(0))
            : List.of();
    CsvSeries test = session.penstock().read(file, plan.csv().withClasses(classes));
    for (String column : data.columns()) {
      if (test.series().indexOf(column) < 0) {
        throw PenstockException.data(
            "%s has no column %s, which %s has. A file to be judged on has the columns of the data. It has: %s.",
            file, column, plan.data(), String.join(", ", test.series().columns()));
      }
    }
    if (!quiet) {
      session.err().println("To be judged on " + file + ":");
      test.notes().forEach(session.err()::println);
    }
    return test.series();
  }
}
