package io.penstock.cli.output;

import io.penstock.network.Head;
import io.penstock.training.Clipping;
import io.penstock.training.Labels;
import io.penstock.training.Optimizer;
import io.penstock.training.Penalty;
import io.penstock.training.Schedule;
import io.penstock.training.Stopping;
import io.penstock.training.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a model was trained, for people and as JSON. */
public final class TrainingText {
  private TrainingText() {}

  /** The optimizer, with all that it reads. */
  static String optimizer(Optimizer optimizer) {
    return name(optimizer) + " at " + optimizer.learningRate() + settings(optimizer);
  }

  private static String name(Optimizer optimizer) {
    if (optimizer instanceof Optimizer.Adam) {
      return "adam";
    }
    if (optimizer instanceof Optimizer.AdamW) {
      return "adamw";
    }
    if (optimizer instanceof Optimizer.Nadam) {
      return "nadam";
    }
    if (optimizer instanceof Optimizer.RmsProp) {
      return "rmsprop";
    }
    if (optimizer instanceof Optimizer.Adagrad) {
      return "adagrad";
    }
    return "sgd";
  }

  private static String settings(Optimizer optimizer) {
    if (optimizer instanceof Optimizer.Adam adam) {
      return moments(adam.beta1(), adam.beta2(), adam.epsilon());
    }
    if (optimizer instanceof Optimizer.AdamW adamW) {
      return moments(adamW.beta1(), adamW.beta2(), adamW.epsilon())
          + ", weight decay "
          + adamW.decay();
    }
    if (optimizer instanceof Optimizer.Nadam nadam) {
      return moments(nadam.beta1(), nadam.beta2(), nadam.epsilon());
    }
    if (optimizer instanceof Optimizer.RmsProp rmsProp) {
      return " (rho " + rmsProp.rho() + ", epsilon " + rmsProp.epsilon() + ")";
    }
    if (optimizer instanceof Optimizer.Adagrad adagrad) {
      return " (epsilon " + adagrad.epsilon() + ")";
    }
    Optimizer.Sgd sgd = (Optimizer.Sgd) optimizer;
    return (sgd.momentum() > 0 ? ", momentum " + sgd.momentum() : "")
        + (sgd.nesterov() ? " (Nesterov)" : "");
  }

  private static String moments(double beta1, double beta2, double epsilon) {
    return " (beta " + beta1 + " and " + beta2 + ", epsilon " + epsilon + ")";
  }

  /** Penalties, clipping and schedule; empty if there are none. */
  static Optional<String> restraints(Training training) {
    List<String> parts = new ArrayList<>();
    Penalty penalty = training.penalty();
    if (penalty.l1() > 0) {
      parts.add("l1 " + penalty.l1());
    }
    if (penalty.l2() > 0) {
      parts.add("l2 " + penalty.l2());
    }
    Clipping clipping = training.clipping();
    if (Double.isFinite(clipping.value())) {
      parts.add("gradient's elements clipped to " + clipping.value());
    }
    if (Double.isFinite(clipping.norm())) {
      parts.add("gradient's norm clipped to " + clipping.norm());
    }
    schedule(training.schedule()).ifPresent(parts::add);
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }

  /** How classes are learnt; empty if they are taken as they are. */
  static Optional<String> labels(Labels labels) {
    List<String> parts = new ArrayList<>();
    if (labels.weighted()) {
      parts.add(
          "class weights "
              + labels.classWeights().stream()
                  .map(Numbers::text)
                  .collect(Collectors.joining(", ")));
    }
    if (labels.smoothing() > 0) {
      parts.add("labels smoothed by " + labels.smoothing());
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }

  /** What decides between epochs, in words. */
  public static String monitor(Stopping stopping) {
    return stopping
        .monitor()
        .map(metric -> metric.label() + " of the validation part")
        .orElse("validation loss");
  }

  /** {@code " by MASE of the validation part"}; empty where the loss decides. */
  static String monitored(Stopping stopping) {
    return stopping.monitor().isPresent() ? " by " + monitor(stopping) : "";
  }

  private static Optional<String> schedule(Schedule schedule) {
    if (schedule instanceof Schedule.Step step) {
      String every = step.every() == 1 ? "epoch" : ModelText.plural(step.every(), "epoch");
      return Optional.of("rate times " + step.factor() + " every " + every);
    }
    if (schedule instanceof Schedule.Exponential exponential) {
      return Optional.of("rate times " + exponential.factor() + " every epoch");
    }
    if (schedule instanceof Schedule.Cosine cosine) {
      return Optional.of(
          "rate along a cosine to "
              + cosine.floor()
              + " of it"
              + (cosine.warmUp() > 0
                  ? " after " + ModelText.plural(cosine.warmUp(), "epoch") + " of warm-up"
                  : ""));
    }
    if (schedule instanceof Schedule.OneCycle cycle) {
      return Optional.of("rate in one cycle that rises over " + cycle.rise() + " of the steps");
    }
    if (schedule instanceof Schedule.OnPlateau plateau) {
      return Optional.of(
          "rate times "
              + plateau.factor()
              + " after more than "
              + ModelText.plural(plateau.patience(), "epoch")
              + " without a lower loss");
    }
    return Optional.empty();
  }

  /** The description that was followed. */
  public static Json json(Training training, Head head) {
    Json json = new Json();
    json.put("epochs", ModelText.orNull(training.epochs()));
    json.put("batch", training.batchSize());
    put(json, training.optimizer());
    json.put("l1", training.penalty().l1());
    json.put("l2", training.penalty().l2());
    json.put("clipNorm", finite(training.clipping().norm()));
    json.put("clipValue", finite(training.clipping().value()));
    json.put("schedule", json(training.schedule()));
    json.put("loss", ModelText.word(training.lossFor(head)));
    json.put("labelSmoothing", training.labels().smoothing());
    json.put("classWeights", training.labels().classWeights());
    json.put("monitor", training.stopping().monitor().map(ModelText::word).orElse("loss"));
    json.put("patience", ModelText.orNull(training.stopping().patience()));
    json.put("minimumChange", training.stopping().minimumChange());
    json.put("keep", training.stopping().keepBest() ? "best" : "last");
    json.put("shuffle", training.shuffle());
    json.put("seed", training.seed());
    return json;
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static void put(Json json, Optimizer optimizer) {
    json.put("optimizer", name(optimizer));
    json.put("learningRate", optimizer.learningRate());
    if (optimizer instanceof Optimizer.Adam adam) {
      putMoments(json, adam.beta1(), adam.beta2(), adam.epsilon());
    } else if (optimizer instanceof Optimizer.AdamW adamW) {
      putMoments(json, adamW.beta1(), adamW.beta2(), adamW.epsilon());
      json.put("weightDecay", adamW.decay());
    } else if (optimizer instanceof Optimizer.Nadam nadam) {
      putMoments(json, nadam.beta1(), nadam.beta2(), nadam.epsilon());
    } else if (optimizer instanceof Optimizer.RmsProp rmsProp) {
      json.put("rho", rmsProp.rho()).put("epsilon", rmsProp.epsilon());
    } else if (optimizer instanceof Optimizer.Adagrad adagrad) {
      json.put("epsilon", adagrad.epsilon());
    } else if (optimizer instanceof Optimizer.Sgd sgd) {
      json.put("momentum", sgd.momentum()).put("nesterov", sgd.nesterov());
    }
  }

  private static void putMoments(Json json, double beta1, double beta2, double epsilon) {
    json.put("beta1", beta1).put("beta2", beta2).put("epsilon", epsilon);
  }

  private static Json json(Schedule schedule) {
    Json json = new Json();
    if (schedule instanceof Schedule.Step step) {
      return json.put("name", "step").put("every", step.every()).put("factor", step.factor());
    }
    if (schedule instanceof Schedule.Exponential exponential) {
      return json.put("name", "exponential").put("factor", exponential.factor());
    }
    if (schedule instanceof Schedule.Cosine cosine) {
      return json.put("name", "cosine").put("warmUp", cosine.warmUp()).put("floor", cosine.floor());
    }
    if (schedule instanceof Schedule.OneCycle cycle) {
      return json.put("name", "one-cycle").put("rise", cycle.rise());
    }
    if (schedule instanceof Schedule.OnPlateau plateau) {
      return json.put("name", "on-plateau")
          .put("factor", plateau.factor())
          .put("patience", plateau.patience());
    }
    return json.put("name", "constant");
  }
}
