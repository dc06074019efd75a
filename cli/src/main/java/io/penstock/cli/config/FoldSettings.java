package io.penstock.cli.config;

import io.penstock.backtesting.BacktestPlan;
import io.penstock.backtesting.Origin;
import java.util.Optional;
import java.util.OptionalInt;

/** How a backtest cuts its folds, as it was given. */
final class FoldSettings {
  private FoldSettings() {}

  static BacktestPlan read(SettingValues given, Problems problems) {
    BacktestPlan preset = BacktestPlan.DEFAULT;
    Origin origin = given.choice(Setting.ORIGIN, Origin.values()).orElse(preset.origin());
    OptionalInt training = rows(given, Setting.TRAIN_ROWS, 1);
    if (origin == Origin.EXPANDING && given.has(Setting.TRAIN_ROWS)) {
      problems.add(
          given.where(Setting.TRAIN_ROWS),
          "goes with the origin sliding; with expanding the training part begins with the series.");
      training = OptionalInt.empty();
    }
    return new BacktestPlan(
        origin,
        given.count(Setting.FOLDS, 1).orElse(preset.folds()),
        rows(given, Setting.FOLD_STEP, 1),
        rows(given, Setting.TEST_ROWS, 1),
        rows(given, Setting.VALIDATION_ROWS, 0),
        training,
        given.count(Setting.REFIT_EVERY, 1).orElse(preset.refitEvery()));
  }

  private static OptionalInt rows(SettingValues given, Setting setting, int least) {
    Optional<Integer> rows = given.count(setting, least);
    return rows.isPresent() ? OptionalInt.of(rows.get()) : OptionalInt.empty();
  }
}
