package io.penstock.network;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What stands at the network's end. The engine gives {@code parameters()} raw numbers for each
 * target and step of the horizon; the head says what they mean.
 */
public sealed interface Head {
  /** {@return raw numbers for each target and step} */
  int parameters();

  /** {@return what messages and texts call it, as {@code quantiles}} */
  default String word() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** {@return numbers of truth for each target and step} */
  default int truths() {
    return 1;
  }

  /** {@return whether its forecasts are probabilities, which have neither a unit nor an anchor} */
  default boolean givesProbabilities() {
    return false;
  }

  /** {@return what its numbers are called in tables and files, one a parameter, as {@code q0.9}} */
  List<String> parameterNames();

  /**
   * {@return the parameter that serves as a point forecast: the value, the mean, the quantile
   * nearest to the median; for a sigmoid head the probability, for a softmax the first class's}
   */
  default int point() {
    return 0;
  }

  /** The raw number is the forecast. */
  record Linear() implements Head {
    @Override
    public int parameters() {
      return 1;
    }

    @Override
    public List<String> parameterNames() {
      return List.of("value");
    }
  }

  /** The raw number is the logit of a probability. */
  record Sigmoid() implements Head {
    @Override
    public int parameters() {
      return 1;
    }

    @Override
    public boolean givesProbabilities() {
      return true;
    }

    @Override
    public List<String> parameterNames() {
      return List.of("probability");
    }
  }

  /**
   * The raw numbers are the logits of classes; the truth is a probability for each.
   *
   * @param classes how many, at least 2; 0 in a description where the labels of the training part
   *     are to decide
   */
  record Softmax(int classes) implements Head {
    /** As many classes as the training part has labels. */
    public static final Softmax OF_THE_LABELS = new Softmax(0);

    /** Checks the number. */
    public Softmax {
      if (classes < 0 || classes == 1) {
        throw new IllegalArgumentException(classes + " classes");
      }
    }

    /** {@return whether the labels are still to decide how many classes there are} */
    public boolean isOpen() {
      return classes == 0;
    }

    @Override
    public int parameters() {
      return classes;
    }

    @Override
    public boolean givesProbabilities() {
      return true;
    }

    @Override
    public List<String> parameterNames() {
      return IntStream.range(0, classes).mapToObj(c -> "class " + c).toList();
    }

    @Override
    public int truths() {
      return classes;
    }
  }

  /**
   * The raw numbers are quantiles, in the order of the levels; sorted when they are given out, so
   * that they never cross.
   *
   * @param levels in (0, 1), increasing, at least one
   */
  record Quantiles(List<Double> levels) implements Head {
    /** Checks range and order. */
    public Quantiles {
      levels = List.copyOf(levels);
      double before = 0;
      for (double level : levels) {
        if (!(level > before && level < 1)) {
          throw new IllegalArgumentException(
              "the quantiles " + levels + " do not increase in (0, 1)");
        }
        before = level;
      }
      if (levels.isEmpty()) {
        throw new IllegalArgumentException("no quantile is named");
      }
    }

    @Override
    public int parameters() {
      return levels.size();
    }

    @Override
    public List<String> parameterNames() {
      return levels.stream().map(level -> "q" + level).toList();
    }

    @Override
    public int point() {
      int nearest = 0;
      for (int q = 1; q < levels.size(); q++) {
        if (Math.abs(levels.get(q) - 0.5) < Math.abs(levels.get(nearest) - 0.5)) {
          nearest = q;
        }
      }
      return nearest;
    }
  }

  /**
   * The raw numbers are the mean m and s of a normal distribution whose scale is {@code softplus(s)
   * + 1e-6}, with {@code softplus(s) = ln(1 + e^s)}.
   */
  record Gaussian() implements Head {
    /** Added to the scale, so that it never is zero. */
    public static final double LEAST_SCALE = 1e-6;

    @Override
    public int parameters() {
      return 2;
    }

    @Override
    public List<String> parameterNames() {
      return List.of("mean", "scale");
    }
  }
}
