package io.penstock.examples.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the program, then prints which engines' classes can be loaded and what is mapped. */
final class LookAround {
  static final Path MAPS = Path.of("/proc/self/maps");
  static final String LOADED = "loaded: ";
  static final String MAPPED = "mapped: ";

  /**
   * One that everything of the library needs, for each library; the last is the one that is there.
   */
  private static final List<String> CLASSES =
      List.of(
          "ai.djl.engine.Engine",
          "ai.djl.pytorch.jni.PyTorchLibrary",
          "org.tensorflow.TensorFlow",
          "org.tensorflow.internal.c_api.global.tensorflow",
          "org.bytedeco.javacpp.Loader",
          "io.penstock.pytorch.PyTorchPlugin",
          "io.penstock.tensorflow.TensorFlowPlugin",
          "ai.onnxruntime.OrtEnvironment");

  private LookAround() {}

  public static void main(String[] arguments) throws IOException {
    Main.main(arguments);
    for (String name : CLASSES) {
      try {
        Class.forName(name);
        System.out.println(LOADED + name);
      } catch (ClassNotFoundException e) {
        // As it should be.
      }
    }
    if (Files.exists(MAPS)) {
      Files.readAllLines(MAPS).stream()
          .map(line -> line.replaceAll("^.* ", ""))
          .filter(file -> file.contains(".so"))
          .distinct()
          .forEach(file -> System.out.println(MAPPED + file));
    }
  }
}
