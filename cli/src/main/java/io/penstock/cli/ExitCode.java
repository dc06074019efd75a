package io.penstock.cli;

/** What the process returns. */
final class ExitCode {
  /** All is well. */
  static final int OK = 0;

  /** A check did not hold: a broken rule, a model file that does not verify. */
  static final int CHECK_FAILED = 1;

  /** The user or the machine can mend it: usage, data, environment, model file. */
  static final int USER = 2;

  /** A defect. */
  static final int DEFECT = 3;

  /** {@code penstock diagnose --fail-on} has found something as grave as that. */
  static final int FINDINGS = 4;

  /** Added to a signal's number, as shells do. */
  static final int SIGNAL = 128;

  private ExitCode() {}
}
