package io.penstock.cli.report;

/** A place of the x-axis that is pointed out in all panels. */
sealed interface Mark {
  /** What it is; empty where that is plain. */
  String label();

  /** From one place to another. */
  record Span(String label, Tone tone, double from, double to) implements Mark {}

  /** One place. */
  record At(String label, double place) implements Mark {}
}
