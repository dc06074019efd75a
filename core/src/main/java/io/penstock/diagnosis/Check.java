package io.penstock.diagnosis;

/**
 * Looks for one kind of thing.
 *
 * @param <E> what it looks at: {@link Data}, {@link Trained}, {@link Judged}
 */
interface Check<E> {
  /** What users call it. */
  String name();

  /** Looks. */
  Outcome look(E evidence);

  /** A finding of this check. */
  default Found found(Severity severity, String sentence, Object... arguments) {
    return new Found(name(), severity, Text.format(sentence, arguments));
  }
}
