package io.penstock.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Split;
import io.penstock.series.Frequency;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whole series to each part. */
class SeriesDrawTest {
  private static final Split.BySeries SPLIT = new Split.BySeries(0.1, 0.2, 7).byClass("class");

  /** Series of three rows each, of classes as often as they are told. */
  private static Series series(int... counts) {
    List<Integer> classes = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      classes.addAll(Collections.nCopies(counts[c], c));
    }
    int count = classes.size();
    long[] times = new long[3 * count];
    float[] values = new float[9 * count];
    for (int row = 0; row < times.length; row++) {
      times[row] = row % 3;
      values[3 * row] = row;
      values[3 * row + 1] = row % 3 == 2 ? classes.get(row / 3) : Float.NaN;
      values[3 * row + 2] = row / 3;
    }
    return Series.ofMany(
            "sequences",
            List.of("value", "class", "id"),
            "id",
            IntStream.range(0, count).mapToObj(k -> "s" + k).toList(),
            times,
            values,
            Frequency.ROWS)
        .withLabels(
            Map.of("class", IntStream.range(0, counts.length).mapToObj(c -> "class" + c).toList()));
  }

  private static long ofClass(Series series, List<RowRange> part, int wanted) {
    return part.stream().filter(rows -> series.value(rows.to() - 1, 1) == wanted).count();
  }

  @Test
  void eachClassGivesItsShareToEachPart() {
    Series series = series(60, 30, 10);
    Parts parts = Parts.of(series, SPLIT);

    int[] sizes = {60, 30, 10};
    for (int c = 0; c < 3; c++) {
      assertThat(ofClass(series, parts.validation(), c)).isEqualTo(sizes[c] / 10);
      assertThat(ofClass(series, parts.test(), c)).isEqualTo(sizes[c] / 5);
      assertThat(ofClass(series, parts.training().ranges(), c)).isEqualTo(sizes[c] * 7 / 10);
    }
  }

  @Test
  void eachSeriesIsInOnePartWithAllItsRows() {
    Parts parts = Parts.of(series(23, 31), SPLIT);

    List<RowRange> all = new ArrayList<>(parts.training().ranges());
    all.addAll(parts.validation());
    all.addAll(parts.test());
    assertThat(all).allMatch(rows -> rows.size() == 3 && rows.from() % 3 == 0);
    assertThat(new HashSet<>(all)).hasSize(54);
  }

  @Test
  void whatRoundingTakesFromOneClassOthersGive() {
    Series series = series(4, 4, 4, 4, 4);
    Parts parts = Parts.of(series, SPLIT);

    assertThat(parts.validation()).hasSize(2);
    assertThat(parts.test()).hasSize(4);
  }

  @Test
  void aClassWithASeriesIsTrainedOn() {
    Series series = series(20, 1);
    Parts parts = Parts.of(series, new Split.BySeries(0.4, 0.5, 1).byClass("class"));

    assertThat(ofClass(series, parts.training().ranges(), 1)).isEqualTo(1);
  }

  @Test
  void theSeedDecidesWhich() {
    Series series = series(20, 20);
    Set<List<RowRange>> drawn = new HashSet<>();
    for (int seed = 1; seed <= 5; seed++) {
      Split split = new Split.BySeries(0.1, 0.2, seed).byClass("class");
      List<RowRange> test = Parts.of(series, split).test();
      assertThat(Parts.of(series, split).test()).isEqualTo(test);
      drawn.add(test);
    }
    assertThat(drawn).hasSize(5);
  }

  @Test
  void oneSeriesCannotBeDrawnFrom() {
    Series one = Series.ofRows("sales", List.of("y"), new float[20]);

    assertThatThrownBy(() -> Parts.of(one, new Split.BySeries(0.1, 0.2, 1)))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessage(
            "sales is one series, and whole series are to go to training, validation and test. Split it by fractions, rows"
                + " or dates, or name the column that tells its series apart.");
  }

  @Test
  void aColumnOfClassesThatIsNotThereIsNamed() {
    assertThatThrownBy(
            () -> Parts.of(series(5, 5), new Split.BySeries(0.1, 0.2, 1).byClass("kind")))
        .hasMessage(
            "sequences has no column kind, class by class of which its series are to go to training, validation and test."
                + " It has: value, class, id.");
  }
}
