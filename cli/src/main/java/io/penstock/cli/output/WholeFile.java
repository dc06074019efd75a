package io.penstock.cli.output;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Text files that are there whole or not at all: written beside the target and moved into place.
 */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Checks that a file could be written, so that a long training does not end in an error that
   * could have been known. Leaves nothing behind.
   *
   * @throws PenstockException with code ENVIRONMENT if it could not
   */
  public static void requireWritable(Path file) {
    requireNoFolder(file);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return;
    }
    try {
      Path beside = beside(Files.exists(file) ? file.toRealPath() : file);
      Files.newBufferedWriter(beside).close();
      Files.delete(beside);
    } catch (IOException e) {
      throw refusal(file, e);
    }
  }

  /** What is to be in the file. */
  public interface Content {
    /** Writes all of it. */
    void writeTo(Writer writer) throws IOException;
  }

  /**
   * Writes a file in UTF-8. What is there already is replaced; what is no ordinary file, as a pipe,
   * is written to.
   *
   * @throws PenstockException with code ENVIRONMENT if it cannot be written
   */
  public static void write(Path file, Content content) {
    requireNoFolder(file);
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        try (Writer writer = Files.newBufferedWriter(file)) {
          content.writeTo(writer);
        }
        return;
      }
      replace(Files.exists(file) ? file.toRealPath() : file, content);
    } catch (IOException e) {
      throw refusal(file, e);
    } catch (UncheckedIOException e) {
      throw refusal(file, e.getCause());
    }
  }

  private static void requireNoFolder(Path file) {
    if (Files.isDirectory(file)) {
      throw PenstockException.environment("%s is a folder; name a file to write.", file);
    }
  }

  private static Path beside(Path file) {
    return file.resolveSibling(
        "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
  }

  private static void replace(Path file, Content content) throws IOException {
    Path beside = beside(file);
    try {
      try (BufferedWriter writer =
          Files.newBufferedWriter(
              beside,
              StandardCharsets.UTF_8,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        content.writeTo(writer);
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static PenstockException refusal(Path file, IOException e) {
    String reason =
        e instanceof NoSuchFileException
            ? "its folder does not exist"
            : e instanceof AccessDeniedException ? "permission is denied" : e.getMessage();
    return new PenstockException(
        ErrorCode.ENVIRONMENT, "cannot write " + file + ": " + reason + ".", e);
  }
}
