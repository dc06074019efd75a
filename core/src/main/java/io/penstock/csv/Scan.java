package io.penstock.csv;

/** A place in a cell that moves on as digits and marks are read. */
final class Scan {
  private final char[] text;
  private final int to;
  private int at;

  Scan(char[] text, int from, int to) {
    this.text = text;
    this.at = from;
    this.to = to;
  }

  boolean atEnd() {
    return at == to;
  }

  /** How many digits come next. */
  int digits() {
    int end = at;
    while (end < to && text[end] >= '0' && text[end] <= '9') {
      end++;
    }
    return end - at;
  }

  /** Reads a number of so many digits, or returns -1 and stays. */
  int number(int least, int most) {
    int count = digits();
    if (count < least || count > most) {
      return -1;
    }
    int value = 0;
    for (int end = at + count; at < end; at++) {
      value = value * 10 + (text[at] - '0');
    }
    return value;
  }

  /** Reads exactly so many digits, of however many there are, or returns -1 and stays. */
  int exactly(int count) {
    if (digits() < count) {
      return -1;
    }
    int value = 0;
    for (int end = at + count; at < end; at++) {
      value = value * 10 + (text[at] - '0');
    }
    return value;
  }

  /** Reads a mark if it comes next. */
  boolean skip(char mark) {
    if (at < to && text[at] == mark) {
      at++;
      return true;
    }
    return false;
  }
}
