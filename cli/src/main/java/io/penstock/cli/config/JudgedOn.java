package io.penstock.cli.config;

/** By what trials are judged. */
public enum JudgedOn {
  /** By the validation and the test part of the split. */
  TEST,
  /** By the folds of a backtest. */
  FOLDS
}
