package io.penstock.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.series.AbsentRows;
import io.penstock.series.Frequency;
import io.penstock.series.Layout;
import io.penstock.series.Member;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.series.Source;
import io.penstock.series.TimeStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that hold several series, one below the other, mixed, or one a row. */
class SeveralSeriesTest {
  private static final CsvReader READER = new CsvReader();
  private static final CsvOptions BY_SHOP = CsvOptions.DEFAULT.withIdColumns(List.of("shop"));
  private static final CsvOptions WIDE = CsvOptions.DEFAULT.withLayout(Layout.WIDE);

  @TempDir Path folder;

  @Test
  void mixedRowsAreSortedByIdAndThenByTime() throws IOException {
    CsvSeries read =
        read(
            """
            date,shop,sales
            2024-01-01,south,1
            2024-01-01,north,2
            2024-01-03,south,3
            2024-01-02,south,4
            2024-01-02,north,5
            2024-01-06,north,6
            """,
            BY_SHOP);

    Series series = read.series();
    assertThat(series.members())
        .containsExactly(
            new Member("north", new RowRange(0, 3)), new Member("south", new RowRange(3, 6)));
    assertThat(series.columns()).containsExactly("sales", "shop");
    assertThat(series.values()).containsExactly(2, 0, 5, 0, 6, 0, 1, 1, 4, 1, 3, 1);
    assertThat(series.labels("shop")).containsExactly("north", "south");
    assertThat(series.frequency()).isEqualTo(new Frequency(1, TimeStep.DAY));
    assertThat(series.segments()).hasSize(3);
    assertThat(series.source())
        .isEqualTo(new Source(List.of("date"), List.of("shop"), Layout.LONG, AbsentRows.GAP));
    assertThat(read.notes())
        .containsExactly(
            "Time: date, written as yyyy-MM-dd, from 2024-01-01 to 2024-01-06.",
            "Frequency: 1 day.",
            "1 gap, 3 rows absent; the first is after line 6, 2024-01-02.",
            "2 series, told apart by column shop, of 3 rows each.");
  }

  @Test
  void severalColumnsTogetherTellSeriesApart() throws IOException {
    String text =
        """
        store,dept,date,y
        1,1,2024-01-01,1
        1,1,2024-01-02,2
        1,2,2024-01-01,3
        2,1,2024-01-01,4
        """;
    Series series = read(text, CsvOptions.DEFAULT.withIdColumns(List.of("store", "dept"))).series();
    assertThat(series.members()).extracting(Member::id).containsExactly("1+1", "1+2", "2+1");
    assertThat(series.columns()).containsExactly("y", "store+dept");

    Series withPart =
        read(
                text,
                CsvOptions.DEFAULT
                    .withIdColumns(List.of("store", "dept"))
                    .withColumns(List.of("y", "store"))
                    .withCategories(List.of("dept")))
            .series();
    assertThat(withPart.columns()).containsExactly("y", "store", "dept", "store+dept");
  }

  @Test
  void rowsWithoutTimesAreCountedInEachSeries() throws IOException {
    Series series = read("shop,y\nb,1\na,2\nb,3\na,4\n", BY_SHOP).series();
    assertThat(series.values()).containsExactly(2, 0, 4, 0, 1, 1, 3, 1);
    assertThat(series.time(1)).isEqualTo(1);
    assertThat(series.time(2)).isZero();
    assertThat(series.frequency()).isEqualTo(Frequency.ROWS);
  }

  @Test
  void yearsMayBeginAnewWithEachSeries() throws IOException {
    Series series =
        read(
                "year,land,y\n2000,a,1\n2001,a,2\n2002,a,3\n2000,b,4\n2001,b,5\n2002,b,6\n",
                CsvOptions.DEFAULT.withIdColumns(List.of("land")))
            .series();
    assertThat(series.frequency()).isEqualTo(new Frequency(1, TimeStep.YEAR));
  }

  @Test
  void whatWasReadIsWrittenWithItsWords() throws IOException {
    StringBuilder text = new StringBuilder();
    CsvWriter.write(
        read("date,shop,y\n2024-01-01,\"a,b\",1\n2024-01-02,\"a,b\",\n2024-01-01,c,3\n", BY_SHOP)
            .series(),
        text);
    assertThat(text)
        .hasToString("date,y,shop\n2024-01-01,1,\"a,b\"\n2024-01-02,,\"a,b\"\n2024-01-01,3,c\n");
  }

  @Test
  void absentRowsOfOneSeriesAreInsertedWithItsId() throws IOException {
    Series series =
        read(
                "date,shop,y\n2024-01-01,a,1\n2024-01-02,a,2\n2024-01-04,a,4\n2024-01-01,b,5\n2024-01-02,b,6\n",
                BY_SHOP.withAbsentRows(AbsentRows.INSERT))
            .series();
    assertThat(series.values()).containsExactly(1, 0, 2, 0, Float.NaN, 0, 4, 0, 5, 1, 6, 1);
    assertThat(series.segments()).containsExactly(new RowRange(0, 4), new RowRange(4, 6));
  }

  @Test
  void seriesMixedWithoutAnIdAreRefusedAndTheColumnThatLooksLikeItIsNamed() {
    refused(
        "date,price,shop,y\n2024-01-01,7,a,1\n2024-01-02,7,a,2\n2024-01-01,7,b,3\n2024-01-02,8,b,4\n",
        CsvOptions.DEFAULT,
        ErrorCode.DATA,
        "line 4",
        "If the file holds several series, as column shop looks, name that column with --series shop.");
    refused(
        "date,y,shop\n2024-01-01,1,a\n2024-01-01,2,b\n2024-01-02,3,a\n2024-01-02,4,b\n",
        CsvOptions.DEFAULT,
        ErrorCode.DATA,
        "2024-01-01 is also that of line 2",
        "name that column with --series shop");
    refused(
        "date,y\n2024-01-01,1\n2024-01-01,2\n",
        CsvOptions.DEFAULT,
        ErrorCode.DATA,
        "If the file holds several series, name the column that tells them apart, as --series COL.");
  }

  @Test
  void aTimeThatOccursTwiceInASeriesIsRefusedWithItsLinesAndId() {
    refused(
        "date,shop,y\n2024-01-01,a,1\n2024-01-01,b,2\n2024-01-02,b,2\n2024-01-01,a,3\n",
        BY_SHOP,
        ErrorCode.DATA,
        "line 5, column date: the time 2024-01-01 is also that of line 2 of series a",
        "--series shop+COL");
  }

  @Test
  void aRowWithoutAnIdIsRefused() {
    refused(
        "date,shop,y\n2024-01-01,a,1\n2024-01-01,,2\n",
        BY_SHOP,
        ErrorCode.DATA,
        "line 3, column shop: no id says of which series the row is");
    refused("date,y\n2024-01-01,1\n2024-01-02,2\n", BY_SHOP, ErrorCode.DATA, "has no column shop");
  }

  @Test
  void aWideFileHoldsASeriesInEachRowAndEmptyCellsAroundItArePadding() throws IOException {
    CsvSeries read =
        read(
            """
            "V1","V2","V3","V4","V5"
            "H2",1,2,,
            "H10",,3,,4
            "H3",,,,
            "H1",5,6,7,8
            """,
            WIDE);

    Series series = read.series();
    assertThat(series.columns()).containsExactly("value", "id");
    assertThat(series.members())
        .containsExactly(
            new Member("H1", new RowRange(0, 4)),
            new Member("H10", new RowRange(4, 7)),
            new Member("H2", new RowRange(7, 9)));
    assertThat(series.select(List.of("value")).values())
        .containsExactly(5, 6, 7, 8, 3, Float.NaN, 4, 1, 2);
    assertThat(series.time(4)).isZero();
    assertThat(series.source().layout()).isEqualTo(Layout.WIDE);
    assertThat(read.notes())
        .containsExactly(
            "3 series, one a row, of 2 to 4 values; values are counted, not timed.",
            "Series H3 is left out: it has no value.",
            "1 value is missing.");
  }

  @Test
  void aWideFileThatIsDamagedIsRefusedWithThePlace() {
    refused("id,a,b\nx,1,2\nx,3,4\n", WIDE, ErrorCode.DATA, "line 3: the series x is also that of");
    refused("id,a,b\nx,1,many\n", WIDE, ErrorCode.DATA, "line 2, column b: \"many\" is no number");
    refused("id,a\n,1\n", WIDE, ErrorCode.DATA, "line 2: the first cell is empty");
    refused("id,a\nx,1,2\n", WIDE, ErrorCode.DATA, "line 2: 3 cells found, at most 2 expected");
    refused("id,a\nx,\n", WIDE, ErrorCode.DATA, "holds no series that has a value");
    refused(
        "id,a\nx,1\n",
        WIDE.withRequired(List.of("sales")),
        ErrorCode.DATA,
        "its values are the column value",
        "no column sales");
    refused("id,a\nx,1\n", WIDE.withIdColumns(List.of("id")), ErrorCode.CONFIG, "name neither");
  }

  private void refused(String text, CsvOptions options, ErrorCode code, String... parts) {
    assertThatThrownBy(() -> read(text, options))
        .isInstanceOfSatisfying(
            PenstockException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.getMessage()).contains(parts);
            });
  }

  private CsvSeries read(String text, CsvOptions options) throws IOException {
    return READER.read(Files.writeString(folder.resolve("data.csv"), text), options);
  }
}
