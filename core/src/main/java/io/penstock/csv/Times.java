package io.penstock.csv;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times for people and files, as ISO 8601 has them. */
final class Times {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);

  private Times() {}

  static LocalDateTime local(long time) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
  }

  /** A date, with the time of day unless it is midnight. */
  static String iso(long time) {
    return Math.floorMod(time, 86_400_000L) == 0 ? date(time) : clock(time, time % 1_000 != 0);
  }

  static String date(long time) {
    return local(time).toLocalDate().toString();
  }

  static String clock(long time, boolean milliseconds) {
    return local(time).format(milliseconds ? MILLISECONDS : SECONDS);
  }
}
