package io.penstock.cli.config;

import io.penstock.experiment.IntervalWish;
import io.penstock.model.Intervals;
import io.penstock.network.Head;
import java.util.Optional;
import java.util.Set;

/** A kind of intervals by its word, and which settings it reads. */
enum IntervalChoice implements Reader {
  NONE(),
  CONFORMAL(Setting.COVERAGE),
  ADAPTIVE(Setting.COVERAGE);

  private final Set<Setting> reads;

  IntervalChoice(Setting... reads) {
    this.reads = Set.of(reads);
  }

  @Override
  public Set<Setting> reads() {
    return reads;
  }

  private static IntervalChoice of(Optional<IntervalWish> wish) {
    return wish.map(asked -> asked.method() == Intervals.Method.ADAPTIVE ? ADAPTIVE : CONFORMAL)
        .orElse(NONE);
  }

  /**
   * The intervals that were given; what is wrong with them is added to the problems.
   *
   * @param preset what holds if nothing is said
   * @param ofModel whether the preset is that of a model that training starts from
   * @param head of the network; empty where it is not known for what is wrong with it
   */
  static Optional<IntervalWish> read(
      SettingValues given,
      Problems problems,
      Optional<IntervalWish> preset,
      boolean ofModel,
      Optional<Head> head) {
    IntervalChoice choice =
        Reader.choose(
            given,
            problems,
            "interval",
            Setting.INTERVALS,
            values(),
            of(preset),
            ofModel ? "which are the model's" : "which is the default");
    double coverage =
        given
            .number(Setting.COVERAGE, "a number above 0 and below 1", x -> x > 0 && x < 1)
            .orElse(preset.map(IntervalWish::coverage).orElse(IntervalWish.USUAL_COVERAGE));
    if (choice != NONE && head.isPresent() && head.get().givesProbabilities()) {
      if (given.has(Setting.INTERVALS)) {
        problems.add(
            given.where(Setting.INTERVALS),
            "goes with the heads linear, quantiles and gaussian, not with "
                + HeadChoice.word(head.get())
                + ": it gives probabilities, and no values.");
      }
      return Optional.empty();
    }
    return switch (choice) {
      case NONE -> Optional.empty();
      case CONFORMAL -> Optional.of(new IntervalWish(Intervals.Method.CONFORMAL, coverage));
      case ADAPTIVE -> Optional.of(new IntervalWish(Intervals.Method.ADAPTIVE, coverage));
    };
  }
}
