package io.penstock.modelfile;

import java.util.Locale;

/** The names of constants as people and programs read them. */
public final class Words {
  private Words() {}

  /**
   * {@return as values in files and messages are called: {@code LAST_VALUE} is last-value}
   *
   * @param value of an enum
   */
  public static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads {@link #of} back. */
  static <E extends Enum<E>> E parse(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /**
   * {@return as JSON's members are called: {@code LAST_VALUE} is lastValue}
   *
   * @param constant of an enum
   */
  public static String member(Enum<?> constant) {
    StringBuilder name = new StringBuilder();
    boolean upper = false;
    for (char letter : constant.name().toCharArray()) {
      if (letter != '_') {
        name.append(upper ? letter : Character.toLowerCase(letter));
      }
      upper = letter == '_';
    }
    return name.toString();
  }

  /**
   * Reads {@link #member} back.
   *
   * @throws IllegalArgumentException if no constant is called so
   */
  static <E extends Enum<E>> E parseMember(Class<E> type, String name) {
    for (E constant : type.getEnumConstants()) {
      if (member(constant).equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("\"" + name + "\" is not known");
  }
}
