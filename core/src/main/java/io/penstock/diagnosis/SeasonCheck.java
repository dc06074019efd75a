package io.penstock.diagnosis;

import io.penstock.series.Frequency;
import io.penstock.series.Member;
import io.penstock.statistics.Season;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a season that the look-back is too short to show, or that is another than the one that
 * is taken for granted.
 */
final class SeasonCheck implements Check<Data> {
  /**
   * Strength from which a season counts: of what varies about the trend more is season than not, as
   * a wave is that stands out of its noise.
   */
  static final double STRENGTH = 0.5;

  /** By how much it must be stronger than the season that is taken for granted. */
  static final double STRONGER = 0.1;

  private static final int LONGEST = 2_000;

  @Override
  public String name() {
    return "season";
  }

  @Override
  public Outcome look(Data data) {
    if (data.labels()) {
      return Outcome.notDone("the target is a label.");
    }
    List<Finding> findings = new ArrayList<>();
    for (Column column : data.targets()) {
      List<Finding> ofMembers = new ArrayList<>();
      for (Member member : data.members()) {
        double[] values = column.values(column.longestRun(member, Data.MOST_ROWS));
        Season.of(values, usual(data.series().frequency()), LONGEST, STRENGTH)
            .flatMap(season -> ofSeason(data, data.name(column, member), values, season))
            .ifPresent(ofMembers::add);
      }
      OfSeries.worst(ofMembers, data.members().size()).ifPresent(findings::add);
    }
    return Outcome.of(findings);
  }

  private Optional<Finding> ofSeason(Data data, String name, double[] values, Season season) {
    int lookBack = data.network().lookBack();
    int period = season.period();
    if (lookBack < period && !data.knowsTheTime()) {
      return Optional.of(
          found(
                  Severity.WARNING,
                  "Column %s has a season of %d rows (strength %s of 1), but %s looks back %d rows and cannot see it.",
                  name,
                  period,
                  season.strength(),
                  data.ofModel() ? "the model" : "a model",
                  lookBack)
              .with("strength", season.strength())
              .with("season", period)
              .with("look-back", lookBack)
              .tryThis(
                  "Look back at least %d rows, by --look-back %d (with --segment if that is slow), or tell the network the time by --step calendar or --step 'fourier: {period: [%d]}'.",
                  period, lookBack(data, period), period));
    }
    int assumed = data.season();
    if (period % assumed == 0 && assumed > 1 || assumed % period == 0) {
      return Optional.empty();
    }
    double ofAssumed = assumed < 2 ? 0 : Season.strength(values, assumed);
    if (season.strength() < ofAssumed + STRONGER) {
      return Optional.empty();
    }
    return Optional.of(
        found(
                Severity.NOTE,
                "Column %s has a season of %d rows (strength %s of 1), and %s is taken for granted.",
                name,
                period,
                season.strength(),
                assumed == 1 ? "none" : "one of " + assumed)
            .with("strength", season.strength())
            .with("season", period)
            .tryThis(
                "Say so by --season %d: the seasonal naive forecast, the look-back and seasonal steps follow from it.",
                period));
  }

  /** A multiple of the segment that the season fits into. */
  private static int lookBack(Data data, int period) {
    int segment = data.network().segment();
    return (period - 1 + segment) / segment * segment;
  }

  /** Days, weeks and years in rows. */
  private static List<Integer> usual(Frequency frequency) {
    int count = frequency.count();
    return switch (frequency.step()) {
      case ROW, MILLISECOND, YEAR -> List.of();
      case SECOND -> List.of(60 / count, 3600 / count);
      case MINUTE -> List.of(60 / count, 1440 / count);
      case HOUR -> List.of(24 / count, 168 / count);
      case DAY -> List.of(7 / count);
      case BUSINESS_DAY -> List.of(5 / count);
      case WEEK -> List.of(52 / count);
      case MONTH -> List.of(12 / count);
    };
  }
}
