package io.penstock.benchmarks;

import java.io.IOException;
import java.util.List;

/** What a machine's cores give in a plain matrix product through an engine, in GFLOP/s. */
final class ProductChild {
  private ProductChild() {}

  /** What the tables call such a contestant, but for its number of threads. */
  static String name(String engine, int size) {
    return engine + " " + size + "²";
  }

  /**
   * A contestant.
   *
   * @param size rows and columns of the matrices
   * @param seconds of a round
   */
  static Contestant contestant(String engine, int size, int threads, double seconds)
      throws IOException {
    return new ChildContestant(
        name(engine, size) + " " + threads,
        ProductChild.class,
        List.of(engine, String.valueOf(size), String.valueOf(threads), String.valueOf(seconds)));
  }

  /** Multiplies when told to; the arguments are the engine, the size, the threads, the seconds. */
  public static void main(String[] arguments) throws IOException {
    int size = Integer.parseInt(arguments[1]);
    double gigaflop = 2.0 * size * size * size / 1e9;
    try (Repeated products =
        new Repeated(
            Integer.parseInt(arguments[2]),
            Double.parseDouble(arguments[3]),
            gigaflop,
            () -> product(arguments[0], size))) {
      ChildContestant.serve(products);
    }
  }

  /** A product of two square matrices of 32-bit floats, as an engine computes it. */
  private static Repeated.Computation product(String engine, int size) {
    return switch (engine) {
      case "pytorch" -> new PyTorchProduct(size);
      case "tensorflow" -> new TensorFlowProduct(size);
      default -> throw new IllegalArgumentException("no engine " + engine);
    };
  }
}
