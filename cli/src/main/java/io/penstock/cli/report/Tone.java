package io.penstock.cli.report;

import java.util.Locale;

/**
 * What a colour stands for. Its value is in the style sheet, for light and dark paper, out of a
 * palette that the colour-blind can tell apart (Okabe and Ito, 2008, "Color Universal Design").
 */
enum Tone {
  TRUTH,
  MODEL,
  FIRST,
  SECOND,
  THIRD,
  FOURTH,
  ALERT,
  QUIET;

  /** As the style sheet calls it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A tone for the place in a list of things that are alike; repeats after six. */
  static Tone of(int place) {
    Tone[] alike = {MODEL, FIRST, SECOND, THIRD, FOURTH, TRUTH};
    return alike[place % alike.length];
  }
}
