package io.penstock.cli.output;

/** Names of constants as people and programs read them. */
final class Words {
  private Words() {}

  /** As JSON's members are called: {@code LAST_VALUE} is lastValue. */
  static String member(Enum<?> constant) {
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
}
