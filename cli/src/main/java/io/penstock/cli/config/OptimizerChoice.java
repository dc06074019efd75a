package io.penstock.cli.config;

import io.penstock.training.Optimizer;
import java.util.Set;

/** An optimizer by its word, and which settings it reads beside the learning rate. */
enum OptimizerChoice implements Reader {
  ADAM(Setting.BETA1, Setting.BETA2, Setting.EPSILON),
  ADAMW(Setting.BETA1, Setting.BETA2, Setting.EPSILON, Setting.WEIGHT_DECAY),
  NADAM(Setting.BETA1, Setting.BETA2, Setting.EPSILON),
  RMSPROP(Setting.RHO, Setting.EPSILON),
  ADAGRAD(Setting.EPSILON),
  SGD(Setting.MOMENTUM, Setting.NESTEROV);

  private static final Optimizer.Adam ADAMS = new Optimizer.Adam(1);
  private static final Optimizer.RmsProp RMSPROPS = new Optimizer.RmsProp(1);
  private static final Optimizer.Adagrad ADAGRADS = new Optimizer.Adagrad(1);
  private static final double WEIGHT_DECAY = 0.01;

  private final Set<Setting> reads;

  OptimizerChoice(Setting... reads) {
    this.reads = Set.of(reads);
  }

  @Override
  public Set<Setting> reads() {
    return reads;
  }

  /** The optimizer that was given; what is wrong with it is added to the problems. */
  static Optimizer read(SettingValues given, Problems problems, double presetRate) {
    OptimizerChoice choice =
        Reader.choose(given, problems, "optimizer", Setting.OPTIMIZER, values(), ADAM);
    double rate = given.positive(Setting.LEARNING_RATE).orElse(presetRate);
    double beta1 = given.fraction(Setting.BETA1).orElse(ADAMS.beta1());
    double beta2 = given.fraction(Setting.BETA2).orElse(ADAMS.beta2());
    double rho = given.fraction(Setting.RHO).orElse(RMSPROPS.rho());
    double epsilon =
        given
            .positive(Setting.EPSILON)
            .orElse(choice == ADAGRAD ? ADAGRADS.epsilon() : ADAMS.epsilon());
    double decay = given.notNegative(Setting.WEIGHT_DECAY).orElse(WEIGHT_DECAY);
    return switch (choice) {
      case ADAM -> new Optimizer.Adam(rate, beta1, beta2, epsilon);
      case ADAMW -> new Optimizer.AdamW(rate, beta1, beta2, epsilon, decay);
      case NADAM -> new Optimizer.Nadam(rate, beta1, beta2, epsilon);
      case RMSPROP -> new Optimizer.RmsProp(rate, rho, epsilon);
      case ADAGRAD -> new Optimizer.Adagrad(rate, epsilon);
      case SGD -> sgd(given, problems, rate);
    };
  }

  private static Optimizer sgd(SettingValues given, Problems problems, double rate) {
    double momentum = given.fraction(Setting.MOMENTUM).orElse(0.0);
    boolean nesterov = given.toggle(Setting.NESTEROV).orElse(false);
    if (nesterov && momentum == 0) {
      problems.add(given.where(Setting.NESTEROV), "needs a momentum above 0, as momentum 0.9.");
      return new Optimizer.Sgd(rate, 0, false);
    }
    return new Optimizer.Sgd(rate, momentum, nesterov);
  }
}
