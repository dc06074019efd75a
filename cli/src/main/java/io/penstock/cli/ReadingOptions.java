package io.penstock.cli;

import io.penstock.Penstock;
import io.penstock.cli.config.Setting;
import io.penstock.cli.config.Settings;
import io.penstock.csv.CsvSeries;
import io.penstock.error.PenstockException;
import io.penstock.model.ModelDescription;
import io.penstock.preparation.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A model file, data for it, and how to read them where the model's own way will not do. */
final class ReadingOptions {
  @Parameters(index = "0", paramLabel = "MODEL.onnx", description = "The model file.")
  private Path model = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description =
          "The CSV file, with the columns that the model needs. It is read as the training data were, unless options say otherwise.")
  private Path data = Path.of("");

  private @Nullable SettingOptions options;

  /** Given by picocli: the command that these are mixed into. */
  @Spec(Spec.Target.MIXEE)
  void mixedInto(CommandSpec command) {
    options = SettingOptions.addTo(command, Setting.reading());
  }

  Path model() {
    return model;
  }

  Path data() {
    return data;
  }

  /**
   * Refuses to write over what is read.
   *
   * @param option by which the file to be written was named
   */
  void requireNoInput(String option, Path file) {
    if (!Files.exists(file)) {
      return;
    }
    for (Path input : new Path[] {model, data}) {
      try {
        if (Files.exists(input) && Files.isSameFile(input, file)) {
          throw PenstockException.config(
              "%s: %s is an input of this command; name another file.", option, file);
        }
      } catch (IOException e) {
        throw PenstockException.environment("%s cannot be read: %s.", input, e.getMessage());
      }
    }
  }

  /** Reads the data as the model needs them to forecast. */
  CsvSeries read(Penstock penstock, ModelDescription description) {
    return read(penstock, description, description.preparation().inputs());
  }

  /**
   * Reads the data as the model needs them to be judged: with what its targets are made of.
   *
   * @param more columns that the command itself looks at
   */
  CsvSeries readWithTruth(Penstock penstock, ModelDescription description, String... more) {
    Set<String> columns = new LinkedHashSet<>(description.preparation().inputs());
    for (Recovery recovery : description.preparation().recoveries()) {
      columns.addAll(recovery.truth().columns());
    }
    columns.addAll(List.of(more));
    return read(penstock, description, List.copyOf(columns));
  }

  private CsvSeries read(Penstock penstock, ModelDescription description, List<String> columns) {
    Settings settings =
        Settings.of(options == null ? List.of() : options.given(), Optional.empty());
    Set<String> words = new LinkedHashSet<>(description.preparation().categories().keySet());
    words.retainAll(columns);
    return penstock.read(
        data,
        settings
            .readingFor(description.source(), columns, words)
            .withClasses(description.preparation().classes(0)));
  }
}
