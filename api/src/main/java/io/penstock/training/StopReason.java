package io.penstock.training;

/** Why a run ended. */
public enum StopReason {
  /** All epochs were trained. */
  EPOCHS_DONE,
  /**
   * The validation part's loss, or its score, had not improved for as many epochs as the patience
   * allows.
   */
  NO_IMPROVEMENT,
  /** The listener asked to stop. */
  CANCELLED
}
