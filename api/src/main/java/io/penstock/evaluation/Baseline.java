package io.penstock.evaluation;

/** A forecast that needs no model, and that a model has to beat. */
public enum Baseline {
  /** Repeats the window's last value (persistence). */
  LAST_VALUE("last value"),
  /** Repeats the last season. */
  SEASONAL_NAIVE("seasonal naive");

  private final String label;

  Baseline(String label) {
    this.label = label;
  }

  /** What tables call it. */
  public String label() {
    return label;
  }
}
