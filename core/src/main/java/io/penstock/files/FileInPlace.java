package io.penstock.files;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a file beside its place and moves it there when it is whole, so that no partial file is
 * ever seen.
 */
public final class FileInPlace {
  /** As {@link #temporary} names them. */
  private static final Pattern PARTIAL = Pattern.compile("\\.(.+)\\.([0-9]{1,18})\\.partial");

  private FileInPlace() {}

  /** What is to be in a file, for those too large to be held in memory as well. */
  public interface Content {
    /**
     * Writes all of it.
     *
     * @param out where it goes; left open
     * @throws IOException if it cannot be written there
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @param file where it goes
   * @param content what is in it
   * @throws PenstockException with code ENVIRONMENT if it cannot be written; nothing is left behind
   *     then
   */
  public static void write(Path file, byte[] content) {
    write(file, out -> out.write(content));
  }

  /**
   * Writes a file piece by piece. What is no ordinary file, as a pipe or a device, is written to
   * and not replaced; a symbolic link stays one.
   *
   * @param file where it goes
   * @param content what is in it
   * @throws PenstockException with code ENVIRONMENT if it cannot be written; nothing is left behind
   *     then
   */
  public static void write(Path file, Content content) {
    requireNoDirectory(file);
    try {
      if (isSpecial(file)) {
        writeTo(file, content);
        return;
      }
      Path place = Files.exists(file) ? file.toRealPath() : file;
      Path beside = temporary(place);
      try {
        writeThrough(beside, content);
        move(beside, place);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static void writeTo(Path file, Content content) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      content.writeTo(out);
    }
  }

  /**
   * The bytes are on the disk before the file gets its name, so that after a power cut too there is
   * the whole file or none.
   */
  private static void writeThrough(Path file, Content content) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  /**
   * Removes what processes that were ended while they wrote have left beside files of a folder, and
   * no file of another process that still runs.
   *
   * @param folder that is looked through, not those in it
   * @param names of the files that were to be written
   */
  public static void removePartial(Path folder, Predicate<String> names) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher partial = PARTIAL.matcher(String.valueOf(file.getFileName()));
        if (partial.matches()
            && names.test(partial.group(1))
            && !isAnothers(Long.parseLong(partial.group(2)))) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  private static boolean isAnothers(long pid) {
    return pid != ProcessHandle.current().pid() && ProcessHandle.of(pid).isPresent();
  }

  private static boolean isSpecial(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  /**
   * Checks that {@link #write} could work, by writing an empty file beside the place and removing
   * it.
   *
   * @param file where it goes
   * @throws PenstockException with code ENVIRONMENT if not
   */
  public static void check(Path file) {
    requireNoDirectory(file);
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw PenstockException.environment(
          "Cannot write %s: it exists and may not be changed. Remove it or choose another place.",
          file);
    }
    if (isSpecial(file)) {
      return;
    }
    try {
      Path beside = temporary(Files.exists(file) ? file.toRealPath() : file);
      Files.write(beside, new byte[0]);
      Files.delete(beside);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static void requireNoDirectory(Path file) {
    if (Files.isDirectory(file)) {
      throw PenstockException.environment(
          "Cannot write %s: it is a directory. Name a file in it.", file);
    }
  }

  private static Path temporary(Path file) {
    Path name = file.getFileName();
    if (name == null) {
      throw PenstockException.environment("Cannot write %s: it is a directory.", file);
    }
    return file.resolveSibling("." + name + "." + ProcessHandle.current().pid() + ".partial");
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static PenstockException failure(Path file, IOException e) {
    String reason;
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && Files.exists(folder) && !Files.isDirectory(folder)) {
      reason = folder + " is a file, not a directory. Choose another place.";
    } else if (e instanceof NoSuchFileException && folder != null && Files.exists(folder)) {
      reason = "its directory takes no new files. Choose another place.";
    } else if (e instanceof NoSuchFileException) {
      reason = "its directory does not exist. Create it first, or choose another place.";
    } else if (e instanceof AccessDeniedException) {
      reason = "permission denied. Choose a place that may be written.";
    } else {
      reason = e.getMessage() + ". Free some space or choose another place.";
    }
    return new PenstockException(ErrorCode.ENVIRONMENT, "Cannot write " + file + ": " + reason, e);
  }
}
