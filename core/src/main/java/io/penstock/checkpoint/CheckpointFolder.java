package io.penstock.checkpoint;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.files.FileInPlace;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder with the checkpoints of one run, {@code epoch-000012.checkpoint}. The newest {@value
 * #KEPT} are kept, so that whatever happens while one is written, or to one, there is another.
 */
public final class CheckpointFolder {
  private static final int KEPT = 2;
  private static final Pattern NAME = Pattern.compile("epoch-([0-9]{6,9})\\.checkpoint");
  private static final Predicate<String> IS_NAME = NAME.asMatchPredicate();
  private static final Logger LOG = System.getLogger(CheckpointFolder.class.getName());

  private final Path folder;

  private CheckpointFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * {@return the folder for a run that begins; it is made if it is not there}
   *
   * @param folder of one run
   * @throws PenstockException with code CONFIG if it holds checkpoints already, ENVIRONMENT if it
   *     cannot be made or written to
   */
  public static CheckpointFolder begin(Path folder) {
    requireFolder(folder);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new PenstockException(
          ErrorCode.ENVIRONMENT,
          "Cannot make the folder " + folder + ": " + e.getMessage() + ". Choose another place.",
          e);
    }
    CheckpointFolder begun = new CheckpointFolder(folder);
    TreeMap<Integer, Path> files = begun.files();
    if (!files.isEmpty()) {
      throw PenstockException.config(
          "%s holds the checkpoints of a run, up to epoch %d. Go on with it by --resume %s, or name another folder, or"
              + " empty this one.",
          folder, files.lastKey(), folder);
    }
    return begun;
  }

  /**
   * {@return the folder of a run that goes on}
   *
   * @param folder of one run
   * @throws PenstockException with code CONFIG if there is none, ENVIRONMENT if it cannot be
   *     written to
   */
  public static CheckpointFolder of(Path folder) {
    requireFolder(folder);
    if (!Files.isDirectory(folder)) {
      throw PenstockException.config(
          "There is no folder %s to go on from. Name the one that was given to --checkpoint.",
          folder);
    }
    return new CheckpointFolder(folder);
  }

  private static void requireFolder(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw PenstockException.config(
          "%s is a file; checkpoints need a folder of their own.", folder);
    }
  }

  /** Checks that checkpoints can be written, and removes what killed runs have left of theirs. */
  public void makeReady() {
    FileInPlace.check(folder.resolve("epoch.checkpoint"));
    FileInPlace.removePartial(folder, IS_NAME);
  }

  /**
   * {@return the newest checkpoint that is whole; empty if none was written yet} A damaged one is
   * told in the log, and the one before it is taken.
   *
   * @throws PenstockException with code MODEL if all are damaged, or one is no checkpoint or of
   *     another format; CONFIG if the folder holds other files and no checkpoint
   */
  public Optional<Checkpoint> newest() {
    TreeMap<Integer, Path> files = files();
    if (files.isEmpty()) {
      requireNothingElse();
      return Optional.empty();
    }
    List<String> damages = new ArrayList<>();
    for (Path file : files.descendingMap().values()) {
      try {
        Checkpoint checkpoint = CheckpointFile.read(file);
        damages.forEach(
            damage ->
                LOG.log(
                    Level.WARNING,
                    damage + ". The checkpoint of epoch " + checkpoint.epoch() + " is taken."));
        return Optional.of(checkpoint);
      } catch (DamagedFileException e) {
        damages.add(file + " is damaged: " + e.getMessage());
      }
    }
    throw PenstockException.model(
        "No checkpoint in %s is whole. %s. Take another copy of them, or train anew into another folder.",
        folder, String.join(". ", damages));
  }

  private void requireNothingElse() {
    try (Stream<Path> files = Files.list(folder)) {
      Optional<String> other =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> !name.startsWith("."))
              .sorted()
              .findFirst();
      if (other.isPresent()) {
        throw PenstockException.config(
            "%s holds no checkpoint, but other files, as %s. Name the folder that was given to --checkpoint.",
            folder, other.get());
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Writes a checkpoint and removes those before the last.
   *
   * @param checkpoint of the epoch that is done
   * @throws PenstockException with code ENVIRONMENT if it cannot be written; the older ones stay
   */
  public void keep(Checkpoint checkpoint) {
    TreeMap<Integer, Path> older = files();
    try {
      CheckpointFile.write(checkpoint, file(checkpoint.epoch()));
    } catch (PenstockException e) {
      throw older.isEmpty() ? e : withWhatIsLeft(e, older.lastKey());
    }
    older.remove(checkpoint.epoch());
    try {
      while (older.size() >= KEPT) {
        Files.deleteIfExists(older.pollFirstEntry().getValue());
      }
    } catch (IOException e) {
      throw new PenstockException(
          ErrorCode.ENVIRONMENT,
          "Cannot remove an old checkpoint: " + e.getMessage() + ". Check who may write there.",
          e);
    }
  }

  private PenstockException withWhatIsLeft(PenstockException e, int epoch) {
    return new PenstockException(
        e.code(),
        e.getMessage()
            + " The checkpoint of epoch "
            + epoch
            + " is untouched: go on from it by --resume "
            + folder
            + ".",
        e);
  }

  private Path file(int epoch) {
    return folder.resolve(String.format(Locale.ROOT, "epoch-%06d.checkpoint", epoch));
  }

  /** By epoch. */
  private TreeMap<Integer, Path> files() {
    TreeMap<Integer, Path> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (name.matches() && Files.isRegularFile(file)) {
          found.put(Integer.valueOf(name.group(1)), file);
        }
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    return found;
  }

  private PenstockException unreadable(IOException e) {
    return new PenstockException(
        ErrorCode.ENVIRONMENT,
        "Cannot read the folder " + folder + ": " + e.getMessage() + ". Check who may read it.",
        e);
  }
}
