package io.penstock.cli.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Of which forecasts a page has charts: so many that all is seen, so few that it stays small.
 *
 * @param members places of the series among those of the sample
 * @param targets how many, the first
 * @param steps of the horizon, counted from 0
 */
record Choices(List<Integer> members, int targets, List<Integer> steps) {
  private static final int MOST_TARGETS = 8;

  /** Charts of one kind. */
  private static final int MOST = 48;

  Choices {
    members = List.copyOf(members);
    steps = List.copyOf(steps);
  }

  static Choices of(ForecastSample sample) {
    int targets = Math.min(MOST_TARGETS, sample.targets().size());
    List<Integer> steps = steps(sample.horizon(), targets > 4 ? 2 : 4);
    int members = Math.max(1, Math.min(sample.members().size(), MOST / (targets * steps.size())));
    return new Choices(sample.members().subList(0, members), targets, steps);
  }

  /** The first step, and the last of so many equal pieces of the horizon. */
  private static List<Integer> steps(int horizon, int pieces) {
    Set<Integer> steps = new LinkedHashSet<>();
    steps.add(0);
    for (int piece = 1; piece <= pieces; piece++) {
      steps.add(Math.max(0, (int) ((long) horizon * piece / pieces) - 1));
    }
    return List.copyOf(steps);
  }

  /** How many charts there are of one kind. */
  int count() {
    return members.size() * targets * steps.size();
  }

  /** What may be chosen. */
  List<Selector> selectors(ForecastSample sample) {
    return List.of(
        new Selector(
            "series",
            members.stream().map(member -> sample.series().members().get(member).id()).toList()),
        new Selector("target", sample.targets().subList(0, targets)),
        new Selector(
            "steps ahead", steps.stream().map(step -> Integer.toString(step + 1)).toList()));
  }
}
