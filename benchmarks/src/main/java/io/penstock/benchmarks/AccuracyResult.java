package io.penstock.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * What an experiment gave on an engine, kept as a small file until the experiment changes.
 *
 * @param experiment the SHA-256 of the experiment's file
 * @param scores by their keys
 * @param bestEpoch whose weights the model has
 * @param epochs trained
 * @param training seconds of the training alone
 * @param whole seconds of the command
 * @param load when it ended
 */
record AccuracyResult(
    String experiment,
    Map<String, Double> scores,
    int bestEpoch,
    int epochs,
    double training,
    double whole,
    String load) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The one that a file holds, if there is one and it is of this very experiment. */
  static Optional<AccuracyResult> read(Path file, AccuracyCase of) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    AccuracyResult kept = JSON.readValue(file.toFile(), AccuracyResult.class);
    return kept.experiment().equals(digest(of)) ? Optional.of(kept) : Optional.empty();
  }

  /** Writes it whole or not at all. */
  void write(Path file) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    JSON.writerWithDefaultPrettyPrinter().writeValue(beside.toFile(), this);
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
  }

  static String digest(AccuracyCase of) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(Files.readString(of.file()).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
