package io.penstock.diagnosis;

/** How much a finding matters; the gravest first. */
public enum Severity {
  /** Scores are not to be believed, or the model is of no use. */
  GRAVE,
  /** Likely to cost accuracy, or to mislead. */
  WARNING,
  /** Good to know. */
  NOTE
}
