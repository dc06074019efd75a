package io.penstock.cli.output;

import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times as text: a date where rows are days apart or more, a date and a time where they are closer,
 * a number where they are counted.
 */
public final class TimeText {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);

  private TimeText() {}

  /**
   * @param time as {@link io.penstock.series.Series#time} gives it
   * @param frequency of the series
   */
  public static String of(long time, Frequency frequency) {
    return frequency.isTimed() ? of(time, frequency.step()) : Long.toString(time);
  }

  /**
   * The text of a time of a series, whose rows may be anywhere in time.
   *
   * @param time as {@link Series#time} gives it
   */
  public static String of(long time, Series series) {
    boolean irregular = !series.frequency().isTimed() && !series.timeColumns().isEmpty();
    return irregular ? irregular(time) : of(time, series.frequency());
  }

  /** The text of a time whose neighbours may be anywhere. */
  private static String irregular(long time) {
    return of(time, TimeStep.DAY);
  }

  /** What the step does not need is shown only where the time has it. */
  private static String of(long time, TimeStep step) {
    LocalDateTime at = LocalDateTime.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
    if (at.getNano() != 0 || step == TimeStep.MILLISECOND) {
      return at.format(MILLISECONDS);
    }
    if (at.getSecond() != 0 || step == TimeStep.SECOND) {
      return at.format(SECONDS);
    }
    boolean finerThanDays = step == TimeStep.MINUTE || step == TimeStep.HOUR;
    if (finerThanDays || !at.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      return at.format(MINUTES);
    }
    return at.toLocalDate().toString();
  }
}
