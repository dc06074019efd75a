package io.penstock.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.SampleSeries;
import io.penstock.experiment.Split;
import io.penstock.formula.Formula;
import io.penstock.formula.FormulaEvaluator;
import io.penstock.parts.Parts;
import io.penstock.parts.TrainingPart;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.series.Table;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ColumnStatisticsTest {
  private static final int ROWS = 50_000;

  private static TrainingPart part(float[] values) {
    return Parts.of(SampleSeries.hourly(values), new Split.ByFraction(1, 0)).training();
  }

  @Test
  void everyValueIsReadOnce() {
    float[] values = SampleSeries.random(new Random(1), ROWS, 0.1);
    AtomicLong reads = new AtomicLong();
    ColumnStatistics.of(
        part(values),
        "y",
        row -> {
          reads.incrementAndGet();
          return values[row];
        });
    assertThat(reads).hasValue(ROWS);
  }

  /** But for the few rows before each block, from which its first rows are computed. */
  @Test
  void toPrepareIsToReadEveryValueOnce() {
    Series series = SampleSeries.hourly(SampleSeries.random(new Random(2), ROWS, 0.1));
    AtomicLong reads = new AtomicLong();
    Table counted =
        new Table() {
          @Override
          public int rows() {
            return series.rows();
          }

          @Override
          public List<RowRange> segments() {
            return series.segments();
          }

          @Override
          public long time(int row) {
            return series.time(row);
          }

          @Override
          public int indexOf(String column) {
            return series.indexOf(column);
          }

          @Override
          public float value(int row, int column) {
            reads.incrementAndGet();
            return series.value(row, column);
          }
        };
    Formula y = Formula.column("y");
    Formula lag = new Formula.LastKnown(y, 1, 6).minus(y.lag(24));
    new FormulaEvaluator(List.of(y, lag, lag.times(lag))).evaluate(counted);
    assertThat(reads.get()).isBetween((long) ROWS, (long) (1.02 * ROWS));
  }

  @Test
  void aGreatMeanSwallowsNoDeviationHoweverManyValuesThereAre() {
    Random random = new Random(3);
    float[] values = new float[ROWS];
    double mean = 0;
    for (int i = 0; i < ROWS; i++) {
      values[i] = 1_000_000 + random.nextInt(8);
      mean += values[i] / (double) ROWS;
    }
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean) / ROWS;
    }
    ColumnStatistics statistics = ColumnStatistics.of(part(values), "y", row -> values[row]);
    assertThat(statistics.mean()).isCloseTo(mean, within(1e-6));
    assertThat(statistics.deviation()).isCloseTo(Math.sqrt(squares), within(1e-9));
    assertThat(statistics.count()).isEqualTo(ROWS);
  }
}
