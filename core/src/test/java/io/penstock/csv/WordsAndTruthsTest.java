package io.penstock.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.error.PenstockException;
import io.penstock.series.AbsentRows;
import io.penstock.series.RowRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns that hold no numbers, and rows that are not there. */
class WordsAndTruthsTest {
  private static final CsvReader READER = new CsvReader();

  @TempDir Path folder;

  @Test
  void aColumnThatIsAskedForAsWordsHasThePlacesOfItsLabels() throws IOException {
    CsvSeries read =
        read(
            "date,wind,a\n2024-01-01,SW,1\n2024-01-02,,2\n2024-01-03,NE,3\n2024-01-04,SW,4\n",
            CsvOptions.DEFAULT.withCategories(List.of("wind")));

    assertThat(read.series().columns()).containsExactly("wind", "a");
    assertThat(read.series().labels("wind")).containsExactly("NE", "SW");
    assertThat(read.series().labels("a")).isEmpty();
    assertThat(read.series().values()).containsExactly(1, 1, Float.NaN, 2, 0, 3, 1, 4);
    assertThat(read.notes())
        .contains("Column wind holds 2 words: NE, SW.", "Column wind: 1 of 4 values are missing.");
  }

  @Test
  void numbersCanBeWordsToo() throws IOException {
    CsvOptions options =
        CsvOptions.DEFAULT.withColumns(List.of("a")).withCategories(List.of("shop"));
    CsvSeries read = read("date,a,shop,b\n2024-01-01,1,10,x\n2024-01-02,2,9,y\n", options);

    assertThat(read.series().columns()).containsExactly("a", "shop");
    assertThat(read.series().labels("shop")).containsExactly("10", "9");
  }

  @Test
  void trueAndFalseAreOneAndZero() throws IOException {
    CsvSeries read =
        read(
            "date,holiday\n2024-01-01,FALSE\n2024-01-02,true\n2024-01-03,NA\n", CsvOptions.DEFAULT);

    assertThat(read.series().values()).containsExactly(0, 1, Float.NaN);
    assertThat(read.series().labels("holiday")).isEmpty();
    assertThat(read.notes()).contains("Column holiday: TRUE is read as 1 and FALSE as 0.");
  }

  @Test
  void anotherWordAmongTrueAndFalseIsRefusedWithItsLine() {
    StringBuilder text = new StringBuilder("t,holiday\n");
    for (int row = 0; row < 1200; row++) {
      text.append(row).append(row == 1100 ? ",maybe\n" : ",TRUE\n");
    }
    refused(
        text.toString(),
        CsvOptions.DEFAULT,
        "line 1102, column holiday: \"maybe\" is neither TRUE nor FALSE");
  }

  @Test
  void wordsThatAreNotThereAreRefused() {
    String text = "date,a,empty\n2024-01-01,1,\n2024-01-02,2,\n";
    refused(
        text, CsvOptions.DEFAULT.withCategories(List.of("wind")), "has no column wind", "date, a");
    refused(
        text,
        CsvOptions.DEFAULT.withCategories(List.of("empty")),
        "column empty: no row holds a value");
    refused(
        text,
        CsvOptions.DEFAULT.withCategories(List.of("date")),
        "column date: it holds the times");
  }

  @Test
  void absentRowsAreInsertedWhereAsked() throws IOException {
    String text =
        "date,a\n2024-01-01,1\n2024-01-02,2\n2024-01-05,5\n2024-01-06,6\n2024-01-07,7\n2024-01-08,8\n";
    CsvSeries gap = read(text, CsvOptions.DEFAULT);
    CsvSeries inserted = read(text, CsvOptions.DEFAULT.withAbsentRows(AbsentRows.INSERT));

    assertThat(gap.series().segments()).hasSize(2);
    assertThat(inserted.series().segments()).containsExactly(new RowRange(0, 8));
    assertThat(inserted.series().values()).containsExactly(1, 2, Float.NaN, Float.NaN, 5, 6, 7, 8);
    assertThat(inserted.series().source().absentRows()).isEqualTo(AbsentRows.INSERT);
    assertThat(inserted.notes()).contains("2 absent rows were inserted, without values.");
  }

  private void refused(String text, CsvOptions options, String... parts) {
    assertThatThrownBy(() -> read(text, options))
        .isInstanceOf(PenstockException.class)
        .hasMessageContainingAll(parts);
  }

  private CsvSeries read(String text, CsvOptions options) throws IOException {
    return READER.read(Files.writeString(folder.resolve("data.csv"), text), options);
  }
}
