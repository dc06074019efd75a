package io.penstock.frequency;

import io.penstock.series.Frequency;
import io.penstock.series.RowRange;
import io.penstock.series.TimeStep;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the distance between the rows of a series from its times. It is the most frequent step on
 * whose grid all times lie, so that gaps do no harm; calendar months and years, and days from
 * Monday to Friday, are steps like others.
 */
public final class FrequencyDetector {
  private static final long DAY = 86_400_000L;

  /** Below this share of the steps, a step is not what the series follows. */
  private static final double LEAST_SHARE = 0.5;

  private FrequencyDetector() {}

  /**
   * The frequency of a series.
   *
   * @param times milliseconds since 1970-01-01T00:00 in the series' own local time, strictly
   *     increasing
   * @return {@link Frequency#ROWS} if there are fewer than two times, if they lie on no common
   *     grid, or if fewer than half of the rows are one step after the row before them
   */
  public static Frequency detect(long[] times) {
    return detect(times, List.of(new RowRange(0, times.length)));
  }

  /**
   * The frequency that several series have.
   *
   * @param times as of one series, strictly increasing within each of the members
   * @param members the rows of each series, in order; together all rows
   * @return {@link Frequency#ROWS} if no series has two times, or all together have no frequency
   */
  public static Frequency detect(long[] times, List<RowRange> members) {
    Map<Long, Integer> spans = new HashMap<>();
    int steps = 0;
    for (RowRange member : members) {
      steps += Math.max(0, member.size() - 1);
      countSpans(times, member, spans);
    }
    if (steps == 0) {
      return Frequency.ROWS;
    }
    long least = spans.keySet().stream().mapToLong(span -> span).min().orElseThrow();
    if (least >= 28 * DAY) {
      Optional<Frequency> months = months(times, members);
      if (months.isPresent()) {
        return months.get();
      }
    }
    return step(spans, steps)
        .map(
            step ->
                step == DAY && skipsWeekends(times, members)
                    ? new Frequency(1, TimeStep.BUSINESS_DAY)
                    : fixed(step))
        .orElse(Frequency.ROWS);
  }

  private static void countSpans(long[] times, RowRange member, Map<Long, Integer> spans) {
    long last = -1;
    int run = 0;
    for (int row = member.from() + 1; row < member.to(); row++) {
      long span = times[row] - times[row - 1];
      if (span != last) {
        count(spans, last, run);
        last = span;
        run = 0;
      }
      run++;
    }
    count(spans, last, run);
  }

  private static void count(Map<Long, Integer> spans, long span, int times) {
    if (times > 0) {
      spans.merge(span, times, Integer::sum);
    }
  }

  /** The most frequent span that all others are multiples of. */
  private static Optional<Long> step(Map<Long, Integer> spans, int steps) {
    List<Map.Entry<Long, Integer>> byCount =
        spans.entrySet().stream()
            .filter(span -> span.getValue() >= LEAST_SHARE * steps)
            .sorted(
                Map.Entry.<Long, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    for (Map.Entry<Long, Integer> candidate : byCount) {
      if (spans.keySet().stream().allMatch(span -> span % candidate.getKey() == 0)) {
        return Optional.of(candidate.getKey());
      }
    }
    return Optional.empty();
  }

  private static Frequency fixed(long step) {
    long[] lengths = {7 * DAY, DAY, 3_600_000, 60_000, 1_000, 1};
    TimeStep[] units = {
      TimeStep.WEEK,
      TimeStep.DAY,
      TimeStep.HOUR,
      TimeStep.MINUTE,
      TimeStep.SECOND,
      TimeStep.MILLISECOND
    };
    for (int i = 0; i < units.length; i++) {
      long count = step / lengths[i];
      if (step % lengths[i] == 0 && count <= Integer.MAX_VALUE) {
        return new Frequency((int) count, units[i]);
      }
    }
    return Frequency.ROWS;
  }

  /** Whether a daily series passes at least one weekend and never has a row in one. */
  private static boolean skipsWeekends(long[] times, List<RowRange> members) {
    for (long time : times) {
      DayOfWeek day = LocalDate.ofEpochDay(Math.floorDiv(time, DAY)).getDayOfWeek();
      if (day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY) {
        return false;
      }
    }
    return members.stream()
        .filter(member -> member.size() > 0)
        .anyMatch(
            member -> {
              long first = Math.floorDiv(times[member.from()], DAY);
              long last = Math.floorDiv(times[member.to() - 1], DAY);
              return LocalDate.ofEpochDay(first).getDayOfWeek().getValue() + (last - first) > 5;
            });
  }

  /**
   * Months, quarters or years: one day of the month and one time of day, or always a month's last
   * day.
   */
  private static Optional<Frequency> months(long[] times, List<RowRange> members) {
    Map<Long, Integer> spans = new HashMap<>();
    LocalDate first = date(times[0]);
    boolean sameDay = true;
    boolean monthEnds = true;
    int steps = 0;
    for (RowRange member : members) {
      long before = 0;
      for (int row = member.from(); row < member.to(); row++) {
        if (Math.floorMod(times[row], DAY) != Math.floorMod(times[0], DAY)) {
          return Optional.empty();
        }
        LocalDate date = date(times[row]);
        sameDay &= date.getDayOfMonth() == first.getDayOfMonth();
        monthEnds &= date.getDayOfMonth() == YearMonth.from(date).lengthOfMonth();
        long month = date.getYear() * 12L + date.getMonthValue();
        if (row > member.from()) {
          spans.merge(month - before, 1, Integer::sum);
          steps++;
        }
        before = month;
      }
    }
    if (!sameDay && !monthEnds || spans.containsKey(0L)) {
      return Optional.empty();
    }
    return step(spans, steps)
        .map(
            months ->
                months % 12 == 0
                    ? new Frequency((int) (months / 12), TimeStep.YEAR)
                    : new Frequency(months.intValue(), TimeStep.MONTH));
  }

  private static LocalDate date(long time) {
    return LocalDate.ofEpochDay(Math.floorDiv(time, DAY));
  }
}
