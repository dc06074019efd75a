package io.penstock.backtesting;

/** Where the training part of a fold begins. */
public enum Origin {
  /** With the series: each fold has more to learn from than the one before. */
  EXPANDING,
  /** As many rows before its end in every fold. */
  SLIDING
}
