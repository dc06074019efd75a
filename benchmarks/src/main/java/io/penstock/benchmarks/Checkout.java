package io.penstock.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where things are in a checkout. */
final class Checkout {
  private static final Path ROOT = Path.of(System.getProperty("penstock.root", "."));

  private Checkout() {}

  static Path root() {
    return ROOT;
  }

  /** A file for results that nobody keeps. */
  static Path scratch(String name) {
    return ROOT.resolve("benchmarks/target").resolve(name);
  }

  /** A file of the data that lie beside a checkout and are no part of it. */
  static Optional<Path> shared(String name) {
    Path file = ROOT.resolve("../shared").resolve(name).normalize();
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }
}
