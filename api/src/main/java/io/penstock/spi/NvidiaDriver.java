package io.penstock.spi;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NVIDIA's driver and cards as far as a machine shows them before any of their libraries is loaded.
 * Backends explain with it why an engine finds no CUDA device. All that is known of the machine is
 * read in one place, so that a test can hand in any other.
 *
 * @param version of the driver, as {@code 570.86.15}; empty if it is not loaded or, as on Windows,
 *     not shown
 * @param library whether the driver's library for programs, {@code libcuda.so.1} or {@code
 *     nvcuda.dll}, is where they find it
 * @param models of the cards that the driver has found, in the order of the bus, as {@code NVIDIA
 *     H200}; empty if it shows none
 */
public record NvidiaDriver(Optional<String> version, boolean library, List<String> models) {
  /** Nothing of it. */
  public static final NvidiaDriver NONE = new NvidiaDriver(Optional.empty(), false, List.of());

  /**
   * The oldest driver that runs libraries of CUDA 12, whatever their minor version: NVIDIA, CUDA
   * Compatibility, "Minor Version Compatibility".
   */
  private static final String LEAST_VERSION = "525.60.13";

  private static final String PROC = "proc/driver/nvidia";
  private static final String LIBRARY = "libcuda.so.1";

  /** Where it lies on the distributions, in containers, under WSL and on NixOS. */
  private static final List<String> LIBRARY_FOLDERS =
      List.of(
          "usr/lib/x86_64-linux-gnu",
          "usr/lib/aarch64-linux-gnu",
          "usr/lib64",
          "usr/lib",
          "usr/local/nvidia/lib64",
          "usr/local/cuda/compat",
          "usr/lib/wsl/lib",
          "run/opengl-driver/lib");

  private static final Pattern VERSION =
      Pattern.compile("Kernel Module(?:\\s+for\\s+\\S+)?\\s+(\\d+\\.\\d+(?:\\.\\d+)?)");
  private static final Pattern MODEL = Pattern.compile("(?m)^Model:\\s*(\\S.*?)\\s*$");

  /** Copies the list. */
  public NvidiaDriver {
    models = List.copyOf(models);
  }

  /** {@return what this machine shows now} */
  public static NvidiaDriver ofThisMachine() {
    String windows = System.getenv("SystemRoot");
    if (windows != null) {
      boolean library = Files.exists(Path.of(windows, "System32", "nvcuda.dll"));
      return new NvidiaDriver(Optional.empty(), library, List.of());
    }
    String folders = System.getenv("LD_LIBRARY_PATH");
    return of(Path.of("/"), folders == null ? "" : folders);
  }

  /**
   * What a Linux machine shows; nothing on another.
   *
   * @param root of its files
   * @param libraryPath what its variable LD_LIBRARY_PATH says
   */
  static NvidiaDriver of(Path root, String libraryPath) {
    return new NvidiaDriver(
        text(root.resolve(PROC).resolve("version")).flatMap(NvidiaDriver::version),
        hasLibrary(root, libraryPath),
        models(root.resolve(PROC).resolve("gpus")));
  }

  /** The version that stands in {@code /proc/driver/nvidia/version}. */
  static Optional<String> version(String text) {
    return first(VERSION, text);
  }

  /** The model that stands in {@code /proc/driver/nvidia/gpus/BUS/information}. */
  static Optional<String> model(String text) {
    return first(MODEL, text);
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static List<String> models(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> cards = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(cards::add);
    } catch (IOException e) {
      // A folder that may not be read shows no cards: no more is known.
      return List.of();
    }
    return cards.stream()
        .sorted()
        .flatMap(card -> text(card.resolve("information")).flatMap(NvidiaDriver::model).stream())
        .toList();
  }

  private static boolean hasLibrary(Path root, String libraryPath) {
    for (String folder : libraryPath.split(File.pathSeparator)) {
      if (!folder.isEmpty() && exists(root, folder)) {
        return true;
      }
    }
    return LIBRARY_FOLDERS.stream().anyMatch(folder -> exists(root, folder))
        // The loader's own list of libraries; a name in it stands as it is.
        || text(root.resolve("etc/ld.so.cache")).filter(list -> list.contains(LIBRARY)).isPresent();
  }

  private static boolean exists(Path root, String folder) {
    try {
      return Files.exists(root.resolve(folder).resolve(LIBRARY));
    } catch (InvalidPathException e) {
      // Nothing can lie in a folder of no possible name.
      return false;
    }
  }

  /** A file's text, byte for byte; empty if there is none that may be read. */
  private static Optional<String> text(Path file) {
    try {
      return Files.isReadable(file)
          ? Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1))
          : Optional.empty();
    } catch (IOException e) {
      // The kernel may refuse to show what it lists: no more is known.
      return Optional.empty();
    }
  }

  /** {@return the model of all cards, if the driver shows one and no other} */
  public Optional<String> commonModel() {
    return models.stream().distinct().count() == 1 ? Optional.of(models.get(0)) : Optional.empty();
  }

  /**
   * {@return what it lacks to run libraries of CUDA 12; empty if nothing is known to be missing}
   */
  public Optional<MissingCuda> missing() {
    if (version.isEmpty() && !library) {
      return Optional.of(
          new MissingCuda(
              "no NVIDIA driver",
              "No NVIDIA driver is installed: a GPU of NVIDIA's and its driver, "
                  + LEAST_VERSION
                  + " or newer, are needed."));
    }
    if (version.isPresent() && isOlder(version.get(), LEAST_VERSION)) {
      return Optional.of(
          new MissingCuda(
              "NVIDIA driver " + version.get() + " is too old",
              "NVIDIA's driver is "
                  + version.get()
                  + ", too old for CUDA 12: install "
                  + LEAST_VERSION
                  + " or newer."));
    }
    if (!library) {
      return Optional.of(
          new MissingCuda(
              "no libcuda",
              "NVIDIA's driver "
                  + version.get()
                  + " is loaded, but its library "
                  + LIBRARY
                  + " is not found: start a container with the GPUs (docker run --gpus all), or"
                  + " install the driver's libraries."));
    }
    return Optional.empty();
  }

  /** Whether one version comes before another; both are numbers with points between. */
  private static boolean isOlder(String one, String other) {
    String[] a = one.split("\\.");
    String[] b = other.split("\\.");
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      int order = Integer.compare(Integer.parseInt(a[i]), Integer.parseInt(b[i]));
      if (order != 0) {
        return order < 0;
      }
    }
    return a.length < b.length;
  }
}
