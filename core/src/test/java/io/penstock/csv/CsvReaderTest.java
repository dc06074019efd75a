package io.penstock.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
  private static final CsvReader READER = new CsvReader();

  @TempDir Path folder;

  @Test
  void aPlainFileIsReadWithItsTimesValuesAndFrequency() throws IOException {
    CsvSeries read = read("date,a,b\n2024-01-01,1,2.5\n2024-01-02,-3,4e2\n2024-01-03,+.5,6.\n");

    Series series = read.series();
    assertThat(series.columns()).containsExactly("a", "b");
    assertThat(series.values()).containsExactly(1f, 2.5f, -3f, 400f, 0.5f, 6f);
    assertThat(times(series))
        .containsExactly("2024-01-01T00:00", "2024-01-02T00:00", "2024-01-03T00:00");
    assertThat(series.frequency()).isEqualTo(new Frequency(1, TimeStep.DAY));
    assertThat(series.timeColumns()).containsExactly("date");
    assertThat(read.notes())
        .containsExactly(
            "Time: date, written as yyyy-MM-dd, from 2024-01-01 to 2024-01-03.",
            "Frequency: 1 day.");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void theDelimiterIsFoundOut(String delimiter) throws IOException {
    String text = "date,a,b\n2024-01-01,1,2\n2024-01-02,3,4\n".replace(",", delimiter);

    assertThat(read(text).series().values()).containsExactly(1f, 2f, 3f, 4f);
  }

  @Test
  void aDelimiterThatIsStatedIsTaken() throws IOException {
    CsvOptions options =
        new CsvOptions(
            List.of(), false, Optional.empty(), Optional.of(':'), Optional.empty(), List.of());

    assertThat(read("date:a\n2024-01-01:1\n", options).series().values()).containsExactly(1f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void everyKindOfLineEndIsRead(String end) throws IOException {
    String text = "date,a\n2024-01-01,1\n2024-01-02,2".replace("\n", end);

    assertThat(read(text).series().values()).containsExactly(1f, 2f);
  }

  @Test
  void quotedCellsAndBlanksAroundCellsDoNoHarm() throws IOException {
    CsvSeries read =
        read("\"date\",\"a\"\"b\",c\n\"2024-01-01\",\"1\", 2 \n2024-01-02 , 3,\" 4\"\n");

    assertThat(read.series().columns()).containsExactly("a\"b", "c");
    assertThat(read.series().values()).containsExactly(1f, 2f, 3f, 4f);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
    assertThat(read("\uFEFFdate,a\n2024-01-01,1\n").series().timeColumns()).containsExactly("date");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void utf16WithAByteOrderMarkIsRead(String charset) throws IOException {
    Path file = folder.resolve("wide.csv");
    Files.writeString(file, "\uFEFFdate,größe\n2024-01-01,1\n", Charset.forName(charset));

    CsvSeries read = READER.read(file, CsvOptions.DEFAULT);

    assertThat(read.series().columns()).containsExactly("größe");
    assertThat(read.notes()).contains("The file is " + charset + ".");
  }

  @Test
  void aDecimalCommaIsFoundOutBesideSemicolons() throws IOException {
    CsvSeries read = read("date;a;b\n2024-01-01;1,5;7\n2024-01-02;-0,25;8\n");

    assertThat(read.series().values()).containsExactly(1.5f, 7f, -0.25f, 8f);
    assertThat(read.notes()).contains("Numbers are written with a decimal comma.");
  }

  @Test
  void aDecimalCommaIsFoundOutInQuotes() throws IOException {
    assertThat(read("date,a\n2024-01-01,\"1,5\"\n2024-01-02,\"2,25\"\n").series().values())
        .containsExactly(1.5f, 2.25f);
  }

  @Test
  void whetherThreeDigitsAfterACommaAreDecimalsIsForTheUserToSay() throws IOException {
    String text = "date;a\n2024-01-01;1,500\n2024-01-02;2,250\n";
    CsvOptions options =
        new CsvOptions(
            List.of(), false, Optional.empty(), Optional.empty(), Optional.of(true), List.of());

    assertThat(read(text, options).series().values()).containsExactly(1.5f, 2.25f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NA", "na", "NaN", "null", "NULL", "?", "-", "n/a", "N/A", "  "})
  void missingValuesAreNaN(String written) throws IOException {
    CsvSeries read =
        read("date,a,b\n2024-01-01," + written + ",1\n2024-01-02,2,2\n2024-01-03,3,3\n");

    assertThat(read.series().value(0, 0)).isNaN();
    assertThat(read.series().value(1, 0)).isEqualTo(2f);
    assertThat(read.notes()).contains("Column a: 1 of 3 values are missing.");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-05T13:30, 2024-03-05T13:30",
    "2024-03-05 13:30, 2024-03-05T13:30",
    "2024-03-05 9:30, 2024-03-05T09:30",
    "2024-03-05T13:30:15, 2024-03-05T13:30:15",
    "2024-03-05 13:30:15.25, 2024-03-05T13:30:15.250",
    "2024-03-05T13:30:15.123456789, 2024-03-05T13:30:15.123",
    "2024-03-05T13:30:15Z, 2024-03-05T13:30:15",
    "2024-03-05T13:30:15+01:00, 2024-03-05T13:30:15",
    "2024-03-05 13:30:15-0530, 2024-03-05T13:30:15",
    "2024-3-5, 2024-03-05T00:00",
    "2024/03/05, 2024-03-05T00:00",
    "2024/03/05 13:30, 2024-03-05T13:30",
    "2024-03, 2024-03-01T00:00",
    "1-03, 0001-03-01T00:00",
    "20240305, 2024-03-05T00:00",
    "202403051330, 2024-03-05T13:30",
    "202403, 2024-03-01T00:00",
    "05.03.2024, 2024-03-05T00:00",
    "5.3.2024 13:30, 2024-03-05T13:30",
    "25/03/2024, 2024-03-25T00:00",
    "03/25/2024, 2024-03-25T00:00",
    "25-03-2024 13:30, 2024-03-25T13:30",
    "2024Q2, 2024-04-01T00:00",
    "2024-Q4, 2024-10-01T00:00",
    "1709645415, 2024-03-05T13:30:15",
    "1709645415.5, 2024-03-05T13:30:15.500",
    "1709645415000, 2024-03-05T13:30:15",
    "0400-02-29, 0400-02-29T00:00",
    "1900-03-01, 1900-03-01T00:00",
    "1969-12-31T23:59:59, 1969-12-31T23:59:59",
  })
  void timesAreReadInTheFormsThatFilesHaveThem(String written, String time) throws IOException {
    assertThat(times(read("date,a\n" + written + ",1\n").series())).containsExactly(time);
  }

  @Test
  void aYearAloneIsATimeIfItsColumnSaysSo() throws IOException {
    Series series = read("YEAR,spots\n1700,5\n1701,11\n1702,16\n").series();

    assertThat(series.columns()).containsExactly("spots");
    assertThat(series.frequency()).isEqualTo(new Frequency(1, TimeStep.YEAR));
  }

  @Test
  void theFirstNumberAboveTwelveTellsDaysFromMonthsInAllRows() throws IOException {
    StringBuilder dayFirst = new StringBuilder("date,a\n");
    StringBuilder monthFirst = new StringBuilder("date,a\n");
    List<String> expected = new ArrayList<>();
    LocalDateTime day = LocalDateTime.of(2024, 2, 1, 6, 0);
    for (int i = 0; i < 40; i++) {
      dayFirst.append(
          String.format(
              "%02d/%02d/%d 06:00,%d%n",
              day.getDayOfMonth(), day.getMonthValue(), day.getYear(), i));
      monthFirst.append(
          String.format(
              "%d/%d/%d 6:00,%d%n", day.getMonthValue(), day.getDayOfMonth(), day.getYear(), i));
      expected.add(day.toString());
      day = day.plusDays(1);
    }

    assertThat(times(read(dayFirst.toString()).series())).isEqualTo(expected);
    CsvSeries read = read(monthFirst.toString());
    assertThat(times(read.series())).isEqualTo(expected);
    assertThat(read.notes().get(0)).contains("written as MM/dd/yyyy HH:mm");
  }

  @Test
  void theFormOfTimesCanBeStated() throws IOException {
    CsvOptions options = format("d MMM yyyy");
    assertThat(times(read("when,a\n3 Jan 2024,1\n4 jan 2024,2\n", options).series()))
        .containsExactly("2024-01-03T00:00", "2024-01-04T00:00");
    assertThat(times(read("date,a\n02/03/2024,1\n", format("dd/MM/yyyy")).series()))
        .containsExactly("2024-03-02T00:00");
    assertThat(times(read("t,a\n86400,1\n90000,2\n", format("epoch-seconds")).series()))
        .containsExactly("1970-01-02T00:00", "1970-01-02T01:00");
  }

  @Test
  void theFormOfSeveralColumnsIsStatedForThemTogether() throws IOException {
    CsvOptions options =
        new CsvOptions(
            List.of("day", "at"),
            false,
            Optional.of("dd/MM/yyyy HH.mm"),
            Optional.empty(),
            Optional.empty(),
            List.of());

    assertThat(times(read("day,at,a\n02/03/2024,07.30,1\n", options).series()))
        .containsExactly("2024-03-02T07:30");
  }

  @Test
  void aDateAndAnHourMakeUpTheTimeWhenBothAreNamed() throws IOException {
    CsvOptions options = CsvOptions.DEFAULT.withTimeColumns(List.of("dteday", "hr"));

    Series series =
        read("dteday,hr,cnt\n2024-01-01,22,1\n2024-01-01,23,2\n2024-01-02,0,3\n", options).series();

    assertThat(times(series))
        .containsExactly("2024-01-01T22:00", "2024-01-01T23:00", "2024-01-02T00:00");
    assertThat(series.columns()).containsExactly("cnt");
    assertThat(series.timeColumns()).containsExactly("dteday", "hr");
    assertThat(series.frequency()).isEqualTo(new Frequency(1, TimeStep.HOUR));
  }

  @Test
  void aColumnOfTheTimeIsAValueTooIfItIsNamedAsOne() throws IOException {
    CsvOptions options =
        CsvOptions.DEFAULT.withTimeColumns(List.of("day", "hr")).withColumns(List.of("cnt", "hr"));

    assertThat(read("day,hr,cnt\n2024-01-01,22,1\n2024-01-01,23,2\n", options).series().values())
        .containsExactly(1f, 22f, 2f, 23f);
  }

  @Test
  void aDateAndATimeOfDayBesideItAreTakenTogether() throws IOException {
    Series series =
        read("Date;Time;P\n16/12/2006;17:24:00;4.216\n16/12/2006;17:25:00;5.36\n").series();

    assertThat(times(series)).containsExactly("2006-12-16T17:24", "2006-12-16T17:25");
    assertThat(series.timeColumns()).containsExactly("Date", "Time");
  }

  @Test
  void columnsNamedYearMonthDayAndHourMakeUpTheTime() throws IOException {
    Series series = read("No,year,month,day,hour,pm\n1,2010,1,31,23,9\n2,2010,2,1,0,8\n").series();

    assertThat(times(series)).containsExactly("2010-01-31T23:00", "2010-02-01T00:00");
    assertThat(series.timeColumns()).containsExactly("year", "month", "day", "hour");
    assertThat(series.columns()).containsExactly("pm");
  }

  @Test
  void aColumnOfTimesIsFoundByWhatItHolds() throws IOException {
    assertThat(read("v,recorded\n1,2024-01-01\n2,2024-01-02\n").series().timeColumns())
        .containsExactly("recorded");
  }

  @Test
  void withoutAColumnOfTimesRowsAreCounted() throws IOException {
    CsvSeries read = read("a,b\n1,2\n3,4\n");

    assertThat(read.series().frequency()).isEqualTo(Frequency.ROWS);
    assertThat(read.series().time(1)).isEqualTo(1);
    assertThat(read.notes().get(0)).contains("rows are counted");
  }

  @Test
  void rowsAreCountedIfTheUserWantsIt() throws IOException {
    CsvOptions options =
        new CsvOptions(
            List.of(), true, Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    CsvSeries read = read("date,a\n2024-01-02,1\n2024-01-01,2\n", options);

    assertThat(read.series().frequency()).isEqualTo(Frequency.ROWS);
    assertThat(read.series().columns()).containsExactly("a");
  }

  @Test
  void columnsOfTextAreLeftOutWithANote() throws IOException {
    CsvSeries read =
        read("date,wind,a,late\n2024-01-01,NW,1,\n2024-01-02,3,2,\n2024-01-03,SE,2,calm\n");

    assertThat(read.series().columns()).containsExactly("a");
    assertThat(read.notes())
        .contains(
            "Column wind is left out: it holds text, as \"NW\" in line 2. To read it as words, name it with --categories.",
            "Column late is left out: it holds text, as \"calm\" in line 4. To read it as words, name it with --categories.");
  }

  @Test
  void aColumnThatIsTextAfterManyMissingCellsIsLeftOut() throws IOException {
    StringBuilder text = new StringBuilder("date,a,b\n");
    LocalDateTime day = LocalDateTime.of(2000, 1, 1, 0, 0);
    for (int i = 0; i < 5000; i++) {
      text.append(day.toLocalDate())
          .append(",")
          .append(i < 4000 ? "" : "word")
          .append(',')
          .append(i)
          .append('\n');
      day = day.plusDays(1);
    }

    CsvSeries read = read(text.toString());

    assertThat(read.series().columns()).containsExactly("b");
    assertThat(read.series().value(4999, 0)).isEqualTo(4999f);
  }

  @Test
  void columnsWithoutAnyValueAreLeftOutWithANote() throws IOException {
    CsvSeries read = read("date,a,b\n2024-01-01,,1\n2024-01-02,NA,2\n");

    assertThat(read.series().columns()).containsExactly("b");
    assertThat(read.notes()).contains("Column a is left out: no row holds a value.");
  }

  @Test
  void aColumnThatCountsTheRowsIsLeftOutUnlessItIsNamed() throws IOException {
    String text = "id,date,a,n\n1,2024-01-01,5,1\n2,2024-01-02,6,2\n3,2024-01-03,7,3\n";

    CsvSeries read = read(text);

    assertThat(read.series().columns()).containsExactly("a", "n");
    assertThat(read.notes()).contains("Column id is left out: it counts the rows.");
    assertThat(read(text, CsvOptions.DEFAULT.withColumns(List.of("id"))).series().values())
        .containsExactly(1f, 2f, 3f);
  }

  @Test
  void namedColumnsAreReadInTheOrderOfTheirNames() throws IOException {
    Series series =
        read("date,a,b,c\n2024-01-01,1,2,x\n", CsvOptions.DEFAULT.withColumns(List.of("b", "a")))
            .series();

    assertThat(series.columns()).containsExactly("b", "a");
    assertThat(series.values()).containsExactly(2f, 1f);
  }

  @Test
  void constantColumnsAreKept() throws IOException {
    assertThat(read("date,a,b\n2024-01-01,1,7\n2024-01-02,2,7\n").series().columns())
        .containsExactly("a", "b");
  }

  @Test
  void gapsAreNotedWithTheirNumberAndTheFirstPlace() throws IOException {
    CsvSeries read =
        read(
            "date,a\n2024-01-01 00:00,1\n2024-01-01 01:00,1\n\n2024-01-01 02:00,1\n"
                + "2024-01-01 05:00,1\n2024-01-01 06:00,1\n2024-01-01 08:00,1\n");

    assertThat(read.series().segments()).hasSize(3);
    assertThat(read.notes())
        .contains("2 gaps, 3 rows absent; the first is after line 5, 2024-01-01T02:00:00.");
  }

  @Test
  void manyColumnsAndRowsComeOutInTheirPlaces() throws IOException {
    int columns = 30;
    int rows = 40_000;
    StringBuilder text = new StringBuilder("t");
    for (int column = 0; column < columns; column++) {
      text.append(",c").append(column);
    }
    for (int row = 0; row < rows; row++) {
      text.append('\n').append(1_600_000_000L + 60L * row);
      for (int column = 0; column < columns; column++) {
        text.append(',').append((row * 31 + column * 7) % 1000);
      }
    }
    Path file = folder.resolve("wide.csv");
    Files.writeString(file, text);

    Series series = READER.read(file, CsvOptions.DEFAULT.withTimeColumns(List.of("t"))).series();

    assertThat(series.rows()).isEqualTo(rows);
    assertThat(series.frequency()).isEqualTo(new Frequency(1, TimeStep.MINUTE));
    for (int row = 0; row < rows; row += 17) {
      for (int column = 0; column < columns; column++) {
        assertThat(series.value(row, column)).isEqualTo((row * 31 + column * 7) % 1000);
      }
    }
  }

  private CsvSeries read(String text) throws IOException {
    return read(text, CsvOptions.DEFAULT);
  }

  private CsvSeries read(String text, CsvOptions options) throws IOException {
    Path file = folder.resolve("data.csv");
    Files.writeString(file, text, StandardCharsets.UTF_8);
    return READER.read(file, options);
  }

  private static CsvOptions format(String pattern) {
    return new CsvOptions(
        List.of(), false, Optional.of(pattern), Optional.empty(), Optional.empty(), List.of());
  }

  private static List<String> times(Series series) {
    List<String> times = new ArrayList<>();
    for (int row = 0; row < series.rows(); row++) {
      long time = series.time(row);
      times.add(
          LocalDateTime.ofEpochSecond(
                  Math.floorDiv(time, 1000),
                  (int) Math.floorMod(time, 1000L) * 1_000_000,
                  ZoneOffset.UTC)
              .toString());
    }
    return times;
  }
}
