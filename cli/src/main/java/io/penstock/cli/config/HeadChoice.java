package io.penstock.cli.config;

import io.penstock.network.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A head by its word, and which settings it reads. */
enum HeadChoice implements Reader {
  LINEAR(),
  SIGMOID(Setting.CLASS_WEIGHTS, Setting.LABEL_SMOOTHING, Setting.THRESHOLD),
  SOFTMAX(Setting.CLASSES, Setting.CLASS_WEIGHTS, Setting.LABEL_SMOOTHING),
  QUANTILES(Setting.QUANTILES),
  GAUSSIAN();

  private static final List<Double> LEVELS = List.of(0.1, 0.5, 0.9);

  private final Set<Setting> reads;

  HeadChoice(Setting... reads) {
    this.reads = Set.of(reads);
  }

  @Override
  public Set<Setting> reads() {
    return reads;
  }

  static HeadChoice of(Head head) {
    if (head instanceof Head.Sigmoid) {
      return SIGMOID;
    }
    if (head instanceof Head.Softmax) {
      return SOFTMAX;
    }
    if (head instanceof Head.Quantiles) {
      return QUANTILES;
    }
    return head instanceof Head.Gaussian ? GAUSSIAN : LINEAR;
  }

  /**
   * The head that was given, or is implied by quantiles; what is wrong with it is added to the
   * problems, and then it is empty, so that nobody complains of what does not go with it.
   *
   * @param preset what holds if nothing is said
   * @param ofModel whether the preset is that of a model that training starts from
   */
  static Optional<Head> read(SettingValues given, Problems problems, Head preset, boolean ofModel) {
    boolean implied = given.has(Setting.QUANTILES) && !given.has(Setting.HEAD);
    HeadChoice choice =
        Reader.choose(
            given,
            problems,
            "head",
            Setting.HEAD,
            values(),
            implied ? QUANTILES : of(preset),
            implied
                ? "which " + given.where(Setting.QUANTILES) + " implies"
                : ofModel ? "which is the model's" : "which is the default");
    Given named = given.get(Setting.HEAD);
    if (named != null && !named.value().equals(SettingValues.word(choice))) {
      return Optional.empty();
    }
    return switch (choice) {
      case LINEAR -> Optional.of(new Head.Linear());
      case SIGMOID -> Optional.of(new Head.Sigmoid());
      case SOFTMAX -> softmax(given, problems, preset);
      case QUANTILES -> quantiles(given, problems, preset);
      case GAUSSIAN -> Optional.of(new Head.Gaussian());
    };
  }

  private static Optional<Head> softmax(SettingValues given, Problems problems, Head preset) {
    if (given.has(Setting.CLASSES)) {
      return given.count(Setting.CLASSES, 2).map(classes -> new Head.Softmax(classes));
    }
    if (preset instanceof Head.Softmax) {
      return Optional.of(preset);
    }
    if (given.has(Setting.TARGET)
        && given.names(Setting.CATEGORIES).containsAll(given.names(Setting.TARGET))) {
      return Optional.of(Head.Softmax.OF_THE_LABELS);
    }
    problems.add(given.where(Setting.HEAD), "softmax needs the number of classes, as classes 3.");
    return Optional.empty();
  }

  private static Optional<Head> quantiles(SettingValues given, Problems problems, Head preset) {
    Given entry = given.get(Setting.QUANTILES);
    if (entry == null) {
      return Optional.of(preset instanceof Head.Quantiles ? preset : new Head.Quantiles(LEVELS));
    }
    List<Double> levels = new ArrayList<>();
    double before = 0;
    for (String value : entry.values()) {
      double level = SettingValues.decimal(value).orElse(Double.NaN);
      if (!(level > before && level < 1)) {
        problems.add(
            entry.where(),
            String.join(",", entry.values())
                + " are not quantiles that increase between 0 and 1, as 0.1,0.5,0.9.");
        return Optional.empty();
      }
      levels.add(level);
      before = level;
    }
    return Optional.of(new Head.Quantiles(levels));
  }

  /** The word of a head. */
  static String word(Head head) {
    return SettingValues.word(of(head));
  }
}
