package io.penstock.tensorflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import org.tensorflow.TensorFlow;

/**
 * Which of TensorFlow Java's native jars a machine needs and which are on the class path, found out
 * without loading them.
 *
 * @param system as the system property {@code os.name}
 * @param architecture as the system property {@code os.arch}
 * @param resources whether the class path holds a resource of that name
 */
record NativeLibrary(String system, String architecture, Predicate<String> resources) {
  private static final String FOLDER = "org/tensorflow/internal/c_api/";
  private static final String BINDING =
      "META-INF/maven/org.tensorflow/tensorflow-core-api/pom.properties";

  static NativeLibrary ofThisMachine() {
    return new NativeLibrary(
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        name -> classPath().getResource(name) != null);
  }

  /**
   * The loader that TensorFlow's own classes come from; naming the class does not initialise it.
   */
  private static ClassLoader classPath() {
    return TensorFlow.class.getClassLoader();
  }

  /**
   * Version of the Java binding, which is that of its natives too; empty where its jar was repacked
   * without it.
   */
  static Optional<String> version() {
    try (InputStream stream = classPath().getResourceAsStream(BINDING)) {
      if (stream == null) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      properties.load(stream);
      return Optional.ofNullable(properties.getProperty("version"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + BINDING, e);
    }
  }

  /**
   * Why TensorFlow cannot be loaded: a sentence that names the artefact to add; empty if its
   * natives are there.
   */
  Optional<String> missing() {
    Optional<String> platform = platform();
    if (platform.isEmpty()) {
      return Optional.of(
          String.format(
              "TensorFlow Java has native libraries for Linux (x86_64, aarch64), macOS (aarch64) and Windows (x86_64); this is %s on %s.",
              system, architecture));
    }
    if (has(platform.get()) || hasGpu()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            "TensorFlow's native library for this platform is not on the class path: add %s.",
            artifact(platform.get())));
  }

  /** Whether the natives that can compute on CUDA devices are on the class path. */
  boolean hasGpu() {
    return platform().filter(platform -> has(platform + "-gpu")).isPresent();
  }

  /** Whether there are natives for this platform that can compute on CUDA devices. */
  boolean isPublishedForGpu() {
    return platform().filter("linux-x86_64"::equals).isPresent();
  }

  /** What to add so that {@link #hasGpu} becomes true, or that there is no such thing. */
  String gpuRemedy() {
    if (!isPublishedForGpu()) {
      return String.format(
          "TensorFlow Java computes on CUDA devices on Linux (x86_64) only; this is %s on %s.",
          system, architecture);
    }
    return String.format(
        "The TensorFlow library on the class path is the one for processors only: put %s in its"
            + " place (./mvnw -Pgpu does).",
        artifact("linux-x86_64-gpu"));
  }

  private boolean has(String platform) {
    return resources.test(FOLDER + platform + "/" + fileName());
  }

  private String fileName() {
    return switch (platform().orElse("").split("-", 2)[0]) {
      case "windows" -> "jnitensorflow.dll";
      case "macosx" -> "libjnitensorflow.dylib";
      default -> "libjnitensorflow.so";
    };
  }

  private static String artifact(String classifier) {
    return "org.tensorflow:tensorflow-core-native:"
        + version().orElse("VERSION")
        + ":"
        + classifier;
  }

  /** The classifier of the natives' jar, as {@code linux-x86_64}; empty where none is published. */
  private Optional<String> platform() {
    String name = system.toLowerCase(Locale.ROOT);
    boolean intel = architecture.equals("amd64") || architecture.equals("x86_64");
    boolean arm = architecture.equals("aarch64") || architecture.equals("arm64");
    if (name.startsWith("linux")) {
      return intel
          ? Optional.of("linux-x86_64")
          : arm ? Optional.of("linux-arm64") : Optional.empty();
    }
    if (name.startsWith("mac")) {
      return arm ? Optional.of("macosx-arm64") : Optional.empty();
    }
    if (name.startsWith("windows")) {
      return intel ? Optional.of("windows-x86_64") : Optional.empty();
    }
    return Optional.empty();
  }
}
