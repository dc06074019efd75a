package io.penstock.checkpoint;

import io.penstock.modelfile.DataDigest;
import io.penstock.series.Series;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * By what the data of a run are known again.
 *
 * @param name what the series was called, for messages
 * @param columns of values, in order
 * @param rows how many
 * @param sha256 over names, times and values, in hexadecimal
 */
public record SeriesFacts(String name, List<String> columns, int rows, String sha256) {
  /** Copies the list. */
  public SeriesFacts {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sha256, "sha256");
    columns = List.copyOf(columns);
  }

  /**
   * {@return those of a series}
   *
   * @param series that is trained on
   */
  public static SeriesFacts of(Series series) {
    return new SeriesFacts(
        series.name(), series.columns(), series.rows(), DataDigest.sha256(series));
  }

  /** How the data of another run differ, in words; empty if they are the same. */
  Optional<String> difference(SeriesFacts other) {
    if (sha256.equals(other.sha256)) {
      return Optional.empty();
    }
    if (!columns.equals(other.columns)) {
      return Optional.of(
          "the columns are "
              + String.join(", ", other.columns)
              + " and were "
              + String.join(", ", columns));
    }
    if (rows != other.rows) {
      return Optional.of("there are " + other.rows + " rows and were " + rows);
    }
    return Optional.of("rows and columns are as many, but times or values are others");
  }
}
