package io.penstock.cli.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How a run is kept on the disk and begun.
 *
 * @param folder of the run's checkpoints, if it is kept
 * @param resuming whether it goes on with the run in that folder
 * @param refit whether columns are scaled anew where training starts from a model
 * @param notes by which {@link Settings#goOnWith} knows the settings again
 */
public record Keeping(
    Optional<Path> folder, boolean resuming, boolean refit, Map<String, String> notes) {
  /** Copies the map. */
  public Keeping {
    notes = Map.copyOf(notes);
  }
}
