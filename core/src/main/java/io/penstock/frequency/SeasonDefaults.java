package io.penstock.frequency;

import io.penstock.series.Frequency;

/**
 * The season and the look-back that are taken where the user names none.
 *
 * <table>
 * <caption>Defaults where the training part is long and the horizon short</caption>
 * <tr><th>frequency</th><th>season</th><th>look-back</th></tr>
 * <tr><td>1 second</td><td>60, a minute</td><td>60</td></tr>
 * <tr><td>10 seconds</td><td>6, a minute</td><td>24</td></tr>
 * <tr><td>1 minute</td><td>60, an hour</td><td>60</td></tr>
 * <tr><td>5 minutes</td><td>288, a day</td><td>288</td></tr>
 * <tr><td>10 minutes</td><td>144, a day</td><td>144</td></tr>
 * <tr><td>15 minutes</td><td>96, a day</td><td>96</td></tr>
 * <tr><td>30 minutes</td><td>48, a day</td><td>96</td></tr>
 * <tr><td>1 hour</td><td>24, a day</td><td>96</td></tr>
 * <tr><td>1 day</td><td>7, a week</td><td>28</td></tr>
 * <tr><td>1 business day</td><td>5, a week</td><td>20</td></tr>
 * <tr><td>1 week</td><td>52, a year</td><td>52</td></tr>
 * <tr><td>1 month</td><td>12, a year</td><td>24</td></tr>
 * <tr><td>3 months</td><td>4, a year</td><td>8</td></tr>
 * <tr><td>1 year</td><td>1</td><td>10</td></tr>
 * <tr><td>rows</td><td>1</td><td>32</td></tr>
 * </table>
 */
public final class SeasonDefaults {
  /** The longest season in rows below a day: a day of 5 minutes. */
  private static final int LONGEST_SEASON = 288;

  /** The longest look-back in rows that is made of several seasons. */
  private static final int LONGEST_OF_SEVERAL = 96;

  private SeasonDefaults() {}

  /**
   * Rows of a season: a year for weeks, months and quarters, a week for days and business days, and
   * below that the longest of day, hour, minute and second that is a whole number of rows, at least
   * 2 and at most 288.
   *
   * @param frequency of the series
   * @return at least 1; 1 if there is no such season
   */
  public static int season(Frequency frequency) {
    int count = frequency.count();
    return switch (frequency.step()) {
      case ROW, YEAR -> 1;
      case MILLISECOND -> cycle(count);
      case SECOND -> cycle(count * 1_000L);
      case MINUTE -> cycle(count * 60_000L);
      case HOUR -> cycle(count * 3_600_000L);
      case DAY -> whole(7, count);
      case BUSINESS_DAY -> whole(5, count);
      case WEEK -> whole(52, count);
      case MONTH -> whole(12, count);
    };
  }

  private static int whole(int cycle, int step) {
    return cycle % step == 0 ? cycle / step : 1;
  }

  private static int cycle(long step) {
    for (long cycle : new long[] {86_400_000, 3_600_000, 60_000, 1_000}) {
      long rows = cycle / step;
      if (cycle % step == 0 && rows >= 2 && rows <= LONGEST_SEASON) {
        return (int) rows;
      }
    }
    return 1;
  }

  /**
   * {@return rows that the network reads} As many whole seasons as fit into 96 rows, at most four
   * and at least one, and for months and quarters two; without a season 10 years or 32 rows. More
   * seasons if the horizon is longer, up to four.
   *
   * <p>If the training part is short, fewer seasons, so that a third of its rows begin a window; if
   * not even one season leaves that many, as many rows as do, and at least 1.
   *
   * @param frequency of the series
   * @param season rows of a season, at least 1
   * @param horizon rows to forecast, at least 1
   * @param trainingRows rows of the training part
   */
  public static int lookBack(Frequency frequency, int season, int horizon, int trainingRows) {
    int wanted = wanted(frequency, season);
    if (horizon > wanted) {
      int seasons = (int) Math.min(4L, (horizon + season - 1L) / season);
      wanted = season == 1 ? Math.min(horizon, 4 * wanted) : Math.max(wanted, seasons * season);
    }
    int limit = trainingRows - horizon + 1 - (trainingRows + 2) / 3;
    if (wanted > limit) {
      wanted = limit >= season ? limit / season * season : limit;
    }
    return Math.max(1, wanted);
  }

  private static int wanted(Frequency frequency, int season) {
    if (season == 1) {
      return switch (frequency.step()) {
        case YEAR -> 10;
        default -> 32;
      };
    }
    int most =
        switch (frequency.step()) {
          case MONTH -> 2;
          default -> 4;
        };
    return season * Math.max(1, Math.min(most, LONGEST_OF_SEVERAL / season));
  }
}
