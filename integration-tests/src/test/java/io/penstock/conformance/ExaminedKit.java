package io.penstock.conformance;

import io.penstock.onnx.OnnxChecker;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The kit with what it does not bring to others: the runs of another program, which lie beside the
 * checkout, and the official ONNX checker, which is published for a few platforms only.
 */
abstract class ExaminedKit extends BackendConformanceKit implements GoldenRules {
  @Override
  public void examine(Path modelFile) throws IOException {
    OnnxChecker.check(modelFile);
  }
}
