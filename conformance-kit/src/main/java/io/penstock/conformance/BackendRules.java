package io.penstock.conformance;

import io.penstock.spi.Capabilities;
import java.io.IOException;
import java.nio.file.Path;

/** Rules that every backend keeps, each a test. */
public interface BackendRules {
  /** The backend. */
  TestedBackend tested();

  /** What it declares. */
  default Capabilities capabilities() {
    return tested().plugin().capabilities();
  }

  /**
   * Looks further at a model file that a rule has written. The rules themselves run it and have it
   * verified; who has another judge of ONNX files may ask that too.
   *
   * @throws AssertionError if there is something wrong with it
   */
  default void examine(Path modelFile) throws IOException {}
}
