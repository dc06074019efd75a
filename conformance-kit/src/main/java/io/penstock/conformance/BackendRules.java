package io.penstock.conformance;

import io.penstock.spi.Capabilities;
import java.io.IOException;
import java.nio.file.Path;

/** Rules that every backend keeps, each a test. */
public interface BackendRules {
  /** {@return the backend} */
  TestedBackend tested();

  /** {@return what it declares} */
  default Capabilities capabilities() {
    return tested().plugin().capabilities();
  }

  /**
   * Looks further at a model file that a rule has written. The rules themselves run it and have it
   * verified; who has another judge of ONNX files may ask that too.
   *
   * @param modelFile an ONNX file; left as it is
   * @throws AssertionError if there is something wrong with it
   * @throws IOException if it cannot be read
   */
  default void examine(Path modelFile) throws IOException {}
}
