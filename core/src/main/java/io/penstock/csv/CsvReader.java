package io.penstock.csv;

import com.google.inject.Inject;
import de.siegmar.fastcsv.reader.CsvParseException;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.series.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * Reads series from CSV files, row by row. Values go straight into arrays: a file of 1 000 000 rows
 * and 8 columns needs about twice the memory of its values while it is read.
 *
 * <p>Safe for use by several threads.
 */
public final class CsvReader {
  /** A reader; it keeps nothing. */
  @Inject
  public CsvReader() {}

  /**
   * Reads a file.
   *
   * @param file UTF-8, or UTF-16 with a byte order mark; its first row names the columns
   * @param options what is not to be found out
   * @return the series, and what was found out
   * @throws PenstockException with code DATA if the file is missing or cannot be understood, the
   *     message naming the place; CONFIG if the options contradict themselves; ENVIRONMENT if the
   *     file cannot be read for reasons of the machine
   */
  public CsvSeries read(Path file, CsvOptions options) {
    Objects.requireNonNull(file, "file");
    check(options);
    try (TextFile text = TextFile.open(file)) {
      try {
        return options.layout() == Layout.SEQUENCES
            ? SequenceFile.read(file, text, options)
            : CsvFile.read(file, text, options);
      } catch (CharacterCodingException e) {
        throw text.malformed(e);
      } catch (UncheckedIOException | CsvParseException e) {
        if (e.getCause() instanceof CharacterCodingException malformed) {
          throw text.malformed(malformed);
        }
        if (e.getCause() instanceof IOException cause) {
          throw cause;
        }
        throw e;
      }
    } catch (IOException e) {
      throw new PenstockException(
          ErrorCode.ENVIRONMENT,
          String.format(
              "%s could not be read: %s", file, Objects.requireNonNullElse(e.getMessage(), e)),
          e);
    }
  }

  /**
   * {@return how a file holds series, as far as its beginning tells: {@link Layout#SEQUENCES} for a
   * file as those of the UCR or the UEA archive, and otherwise {@link Layout#LONG}}
   *
   * @param file is not read where it is none or cannot be read, as a pipe that can be read once;
   *     reading it will say what is wrong
   */
  public Layout layout(Path file) {
    if (!Files.isRegularFile(file)) {
      return Layout.LONG;
    }
    try (TextFile text = TextFile.open(file)) {
      return SequenceFile.looksLikeOne(text) ? Layout.SEQUENCES : Layout.LONG;
    } catch (IOException | UncheckedIOException | PenstockException e) {
      return Layout.LONG;
    }
  }

  /**
   * {@return the names in a file's header, each once; empty where they cannot be told, and for a
   * file of sequences, which has none}
   *
   * @param file is not read where it is none or cannot be read, as a pipe that can be read once;
   *     reading it will say what is wrong
   * @param options of which only the delimiter and the decimal mark matter
   */
  public List<String> columns(Path file, CsvOptions options) {
    if (!Files.isRegularFile(file) || layout(file) == Layout.SEQUENCES) {
      return List.of();
    }
    try (TextFile text = TextFile.open(file)) {
      return CsvFile.header(file, text, options);
    } catch (IOException | UncheckedIOException | CsvParseException | PenstockException e) {
      return List.of();
    }
  }

  private static void check(CsvOptions options) {
    if (options.noTime() && !options.timeColumns().isEmpty()) {
      throw PenstockException.config(
          "The time is to be read from %s, and rows are to be counted without times: choose one.",
          String.join(", ", options.timeColumns()));
    }
    requireOnce("time columns", options.timeColumns());
    requireOnce("columns", options.columns());
    requireOnce("categories", options.categories());
    requireOnce("id columns", options.idColumns());
    if (options.layout() == Layout.WIDE
        && (!options.timeColumns().isEmpty() || !options.idColumns().isEmpty())) {
      throw PenstockException.config(
          "A wide file has no column of times, and its first column is the id of its series: name neither.");
    }
    if (options.layout() == Layout.SEQUENCES
        && (!options.timeColumns().isEmpty() || !options.idColumns().isEmpty())) {
      throw PenstockException.config(
          "A file of sequences has no column of times, and each of its lines is a sequence: name neither.");
    }
    options
        .delimiter()
        .ifPresent(
            delimiter -> {
              if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
                throw PenstockException.config(
                    "A quote or the end of a line cannot be the delimiter. Expected is a comma, semicolon, tab, bar or the like.");
              }
            });
  }

  private static void requireOnce(String kind, List<String> names) {
    if (new HashSet<>(names).size() != names.size()) {
      throw PenstockException.config("The %s %s name a column twice.", kind, names);
    }
  }
}
