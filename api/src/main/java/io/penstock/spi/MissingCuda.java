package io.penstock.spi;

import java.util.Objects;

/**
 * What a machine or an engine lacks to compute with CUDA.
 *
 * @param words what is missing in a few words, to stand in a line about something else, as {@code
 *     no NVIDIA driver}
 * @param sentence what is missing, where it was looked for and what to do, in whole sentences
 */
public record MissingCuda(String words, String sentence) {
  /** Checks that both are there. */
  public MissingCuda {
    Objects.requireNonNull(words, "words");
    Objects.requireNonNull(sentence, "sentence");
  }
}
