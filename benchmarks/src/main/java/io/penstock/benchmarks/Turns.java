package io.penstock.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The speeds of contestants that took turns, by their names and in their order. */
final class Turns {
  private final Map<String, List<Speed>> speeds = new LinkedHashMap<>();

  /** Warms all up, and lets each run once a round. */
  static Turns of(List<Contestant> contestants, int rounds)
      throws IOException, InterruptedException {
    Turns turns = new Turns();
    for (Contestant contestant : contestants) {
      contestant.warmUp();
    }
    for (int round = 0; round < rounds; round++) {
      turns.round(contestants);
    }
    return turns;
  }

  /** Lets each run once. */
  void round(List<Contestant> contestants) throws IOException, InterruptedException {
    for (Contestant contestant : contestants) {
      speeds.computeIfAbsent(contestant.name(), name -> new ArrayList<>()).add(contestant.round());
    }
  }

  /** The median of a contestant's rounds by the clock. */
  double perSecond(String name) {
    return Median.of(rounds(name).stream().map(Speed::perSecond).toList());
  }

  /** The median of a contestant's rounds by the processor's time; NaN if that is not known. */
  double perProcessorSecond(String name) {
    return Median.of(rounds(name).stream().map(Speed::perProcessorSecond).toList());
  }

  /** The better of one thread and two. */
  double best(String who) {
    return Math.max(perSecond(who + " 1"), perSecond(who + " 2"));
  }

  private List<Speed> rounds(String name) {
    List<Speed> rounds = speeds.get(name);
    if (rounds == null) {
      throw new IllegalArgumentException("no " + name + " among " + speeds.keySet());
    }
    return rounds;
  }

  /** Closes all. */
  static void close(List<Contestant> contestants) {
    contestants.forEach(Contestant::close);
  }
}
