package io.penstock.conformance;

import io.penstock.network.Activation;
import io.penstock.network.Direction;
import io.penstock.spi.Capabilities;
import io.penstock.training.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Random networks of every kind that a backend declares. */
final class Kinds {
  private static final int DEPTH = 3;

  private Kinds() {}

  /** Every loss × activation × direction × depth. */
  static Stream<RandomCase> every(Capabilities capabilities) {
    List<RandomCase> cases = new ArrayList<>();
    for (Loss loss : sorted(capabilities.losses())) {
      for (Activation activation : sorted(capabilities.activations())) {
        for (Direction direction : sorted(capabilities.directions())) {
          for (int depth = 1; depth <= DEPTH; depth++) {
            long seed = 1000 + cases.size();
            cases.add(RandomCase.of(seed, loss, activation, direction, depth));
          }
        }
      }
    }
    return cases.stream();
  }

  /** Networks whose layers are of different kinds, so many a loss, with all other parts. */
  static Stream<RandomCase> mixed(Capabilities capabilities, int each) {
    List<RandomCase> cases = new ArrayList<>();
    for (Loss loss : sorted(capabilities.losses())) {
      for (int i = 0; i < each; i++) {
        cases.add(RandomCase.within(capabilities, 2000 + cases.size(), loss));
      }
    }
    return cases.stream();
  }

  private static <T extends Comparable<T>> List<T> sorted(Set<T> values) {
    return values.stream().sorted().toList();
  }
}
