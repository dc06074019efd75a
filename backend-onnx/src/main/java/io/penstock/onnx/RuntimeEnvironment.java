package io.penstock.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEnvironment.ThreadingOptions;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import java.util.Locale;

/**
 * ONNX Runtime's environment, of which a JVM has one, for whoever uses ONNX Runtime in it. It
 * closes itself when the JVM ends.
 */
final class RuntimeEnvironment {
  private RuntimeEnvironment() {}

  /** The environment; loads the native library at the first call. */
  static OrtEnvironment get() {
    try {
      synchronized (RuntimeEnvironment.class) {
        return existingOrSilent();
      }
    } catch (LinkageError | RuntimeException | OrtException e) {
      throw new PenstockException(
          ErrorCode.ENVIRONMENT,
          String.format(
              Locale.ROOT,
              "ONNX Runtime's native library cannot be loaded on %s %s: %s. It needs 64-bit Linux with glibc, macOS or Windows, and a folder for temporary files that can be written (java.io.tmpdir is %s).",
              System.getProperty("os.name"),
              System.getProperty("os.arch"),
              rootOf(e),
              System.getProperty("java.io.tmpdir")),
          e);
    }
  }

  private static OrtEnvironment existingOrSilent() throws OrtException {
    try (ThreadingOptions oneThread = new ThreadingOptions()) {
      oneThread.setGlobalIntraOpNumThreads(1);
      oneThread.setGlobalInterOpNumThreads(1);
      OrtEnvironment created;
      try {
        // This call alone refuses if there is an environment; the others print a warning, unless it
        // is of the same log level.
        created =
            OrtEnvironment.getEnvironment(
                OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, OrtEnvironment.DEFAULT_NAME, oneThread);
      } catch (IllegalStateException e) {
        return OrtEnvironment.getEnvironment();
      }
      created.setTelemetry(false);
      return created;
    }
  }

  private static Throwable rootOf(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
