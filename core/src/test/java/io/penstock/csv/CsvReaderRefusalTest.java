package io.penstock.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderRefusalTest {
  private static final CsvReader READER = new CsvReader();

  @TempDir Path folder;

  @Test
  void aMissingFileIsNamedWithTheNearestThereIs() throws IOException {
    Files.writeString(folder.resolve("passengers.csv"), "a\n1\n");

    refused(
        () -> READER.read(folder.resolve("pasengers.csv"), CsvOptions.DEFAULT),
        ErrorCode.DATA,
        "There is no file",
        "pasengers.csv",
        "Did you mean passengers.csv?");
    refused(
        () -> READER.read(folder.resolve("no/such.csv"), CsvOptions.DEFAULT),
        ErrorCode.DATA,
        "There is no file");
  }

  @Test
  void aDirectoryIsNoFile() {
    refused(() -> READER.read(folder, CsvOptions.DEFAULT), ErrorCode.DATA, "is a directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "  \n", "\uFEFF"})
  void anEmptyFileIsSaidToBeEmpty(String text) {
    refused(text, "is empty");
  }

  @Test
  void aHeaderWithoutRowsIsRefused() {
    refused("date,a\n", "a header and no rows", "after line 1");
    refused("date,a", "a header and no rows");
  }

  @Test
  void anUnreadableFileIsRefusedAsAMatterOfPermissions() throws IOException {
    Path file = Files.writeString(folder.resolve("secret.csv"), "a\n1\n");
    assumeThat(file.toFile().setReadable(false) && !Files.isReadable(file))
        .as("this user may read every file")
        .isTrue();

    refused(() -> READER.read(file, CsvOptions.DEFAULT), ErrorCode.ENVIRONMENT, "may not be read");
  }

  @Test
  void aBinaryFileIsRefused() throws IOException {
    byte[] bytes = new byte[5000];
    new Random(1).nextBytes(bytes);

    refused(bytes, "binary file, not text");
    refused(new byte[] {'a', ',', 'b', '\n', '1', 0, ',', '2'}, "byte 6 is zero");
    refused(new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0}, "ZIP archive or an Excel workbook");
    refused(new byte[] {0x1f, (byte) 0x8b, 8, 0}, "gzip");
  }

  @Test
  void utf16WithoutAByteOrderMarkIsRefusedByName() throws IOException {
    refused("date,a\n2024-01-01,1\n".getBytes(StandardCharsets.UTF_16LE), "UTF-16", "UTF-8");
  }

  @Test
  void aWrongEncodingIsRefusedWithItsLineAndByte() throws IOException {
    byte[] text =
        "date,a\n2024-01-01,1\n2024-01-02,2 \u00e4\n".getBytes(StandardCharsets.ISO_8859_1);

    refused(text, "line 3", "byte 34 of the file, 0xE4, is not UTF-8", "Save the file as UTF-8");
  }

  @Test
  void aWrongEncodingFarIntoTheFileIsFoundToo() throws IOException {
    StringBuilder text = new StringBuilder("date,a,b\n");
    LocalDate day = LocalDate.of(1000, 1, 1);
    for (int i = 0; i < 100_000; i++) {
      text.append(day.plusDays(i)).append(",1,").append(i == 99_000 ? "é" : "x").append('\n');
    }

    refused(text.toString().getBytes(StandardCharsets.ISO_8859_1), "line 99002", "0xE9");
  }

  @Test
  void aRaggedRowIsRefusedWithBothCounts() {
    refused("date,a,b\n2024-01-01,1,2\n2024-01-02,1\n", "line 3", "2 cells found, 3 expected");
    refused(
        "date,a\n2024-01-01,1\n2024-01-02,1,5\n",
        "line 3",
        "3 cells found, 2 expected",
        "in quotes");
  }

  @Test
  void anUnparseableNumberIsRefusedInTheFirstRow() {
    refused(
        "date,a\n2024-01-01,abc\n2024-01-02,2\n2024-01-03,2\n",
        "line 2",
        "column a",
        "\"abc\" is no number",
        "NA");
  }

  @Test
  void anUnparseableNumberIsRefusedInRow100000() {
    StringBuilder text = new StringBuilder("date,a\n");
    LocalDate day = LocalDate.of(1000, 1, 1);
    for (int i = 1; i <= 100_010; i++) {
      text.append(day.plusDays(i)).append(',').append(i == 100_000 ? "1O" : "10").append('\n');
    }

    refused(text.toString(), "line 100001", "column a", "\"1O\" is no number");
  }

  @Test
  void anUnparseableCellOfANamedColumnIsAlwaysAnError() {
    refused(
        () ->
            read(
                "date,wind,a\n2024-01-01,NW,1\n2024-01-02,SE,1\n",
                CsvOptions.DEFAULT.withColumns(List.of("wind"))),
        ErrorCode.DATA,
        "line 2",
        "column wind",
        "\"NW\" is no number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inf", "-Infinity", "Inf"})
  void infinityIsRefused(String infinity) {
    refused("date,a\n2024-01-01,1\n2024-01-02," + infinity + "\n", "line 3", "Infinity");
  }

  @Test
  void aNumberTooLargeForAFloatIsRefused() {
    refused("date,a\n2024-01-01,1\n2024-01-02,1e39\n", "line 3", "too large", "larger unit");
  }

  @Test
  void marksBetweenThousandsAreRefusedWithAHint() {
    refused("date,a\n2024-01-01,1\n2024-01-02,\"1,234\"\n", "line 3", "separates thousands");
    refused("date,a\n2024-01-01,1\n2024-01-02,\"1,234.5\"\n", "line 3", "between thousands");
    refused("date;a\n2024-01-01;1,5\n2024-01-02;1.234,5\n", "line 3", "between thousands");
    refused("date,a\n2024-01-01,1\n2024-01-02,$5\n", "line 3", "without a unit");
  }

  @Test
  void anUnknownColumnIsRefusedWithTheNearestAndAll() {
    refused(
        () ->
            read(
                "date,passengers\n2024-01-01,1\n",
                CsvOptions.DEFAULT.withColumns(List.of("pasengers"))),
        ErrorCode.DATA,
        "no column pasengers",
        "Did you mean passengers?",
        "date, passengers");
    refused(
        () -> read("date,a\n2024-01-01,1\n", CsvOptions.DEFAULT.withTimeColumns(List.of("dat"))),
        ErrorCode.DATA,
        "no time column dat",
        "Did you mean date?");
  }

  @Test
  void aNameMayOccurOnceInTheHeader() {
    refused("date,a,b,a\n2024-01-01,1,2,3\n", "line 1", "columns 2 and 4 are both named a");
  }

  @Test
  void everyColumnNeedsAName() {
    refused(",date,a\n0,2024-01-01,1\n", "line 1", "column 1 has no name", "index=False");
    refused("date,a,\n2024-01-01,1,\n", "line 1", "column 3 has no name");
  }

  @Test
  void aFileWithoutAHeaderIsRefused() {
    refused("1,2,3\n4,5,6\n", "line 1", "holds values (1, 2, 3), not names");
    refused("2024-01-01,5\n2024-01-02,6\n", "line 1", "not names");
  }

  @Test
  void timesOutOfOrderAreRefusedWithTheirLines() {
    refused(
        "date,a\n2024-01-01,1\n2024-01-03,2\n2024-01-02,3\n",
        "line 4",
        "2024-01-02",
        "before that of line 3",
        "Sort the rows");
    refused("date,a\n2024-01-03,1\n2024-01-02,2\n2024-01-01,3\n", "line 3", "newest row");
  }

  @Test
  void aTimeThatOccursTwiceIsRefusedWithItsLines() {
    refused(
        "date,a\n2024-01-01,1\n2024-01-02,2\n2024-01-02,3\n",
        "line 4",
        "2024-01-02 is also that of line 3",
        "several series");
    refused(
        "date,a\n2024-10-27 01:00,1\n2024-10-27 02:00,2\n2024-10-27 02:00,3\n",
        "line 4",
        "daylight saving time");
    refused("dteday,hr,a\n2024-01-01,0,1\n2024-01-01,1,3\n", "line 3", "--time \"dteday,hr\"");
  }

  @Test
  void lineNumbersAreThoseOfAnEditorDespiteCellsOfSeveralLinesAndEmptyLines() {
    refused(
        "date,note,a\n2024-01-01,\"one\ntwo\nthree\",1\n\n2024-01-02,x,2\n2024-01-03,x,y\n",
        "line 7",
        "column a",
        "\"y\"");
    refused(
        "date,note,a\n2024-01-01,\"one\ntwo\nthree\",1\n\n2024-01-02,x,2\n2024-01-02,x,3\n",
        "line 7",
        "also that of line 6");
  }

  @Test
  void anUnparseableTimeIsRefusedWithItsLine() {
    refused(
        "date,a\n2024-01-01,1\n2024-02-30,2\n2024-01-03,2\n",
        "line 3",
        "column date",
        "\"2024-02-30\" is no time as yyyy-MM-dd",
        "--time-format");
    refused("date,a\n2024-01-01,1\n,2\n2024-01-03,2\n", "line 3", "\"\" is no time");
    refused("date;a\n2024-01-01;1\n;\n", "line 3", "all cells of the row are empty");
    refused("date,a\nfirst of May,1\nsecond,2\n", "line 2", "\"first of May\"", "--time-format");
  }

  @Test
  void anHourThatIsNoneIsRefused() {
    refused(
        () ->
            read(
                "d,hr,a\n2024-01-01,23,1\n2024-01-01,24,1\n",
                CsvOptions.DEFAULT.withTimeColumns(List.of("d", "hr"))),
        ErrorCode.DATA,
        "line 3",
        "\"2024-01-01, 24\"",
        "hour 0 to 23");
  }

  @Test
  void offsetsFromUtcThatChangeAreRefused() {
    refused(
        "date,a\n2024-03-31T01:00+01:00,1\n2024-03-31T03:00+02:00,2\n",
        "line 3",
        "another offset",
        "at +01:00 from UTC",
        "best in UTC");
  }

  @Test
  void daysAndMonthsThatCannotBeToldApartAreForTheUserToSay() {
    refused(
        "date,a\n01/02/2024,1\n02/02/2024,2\n",
        "--time-format \"dd/MM/yyyy\" or --time-format \"MM/dd/yyyy\"");
  }

  @Test
  void columnsThatMakeNoTimeTogetherAreRefused() {
    refused(
        () ->
            read(
                "year,hour,a\n2024,5,1\n",
                CsvOptions.DEFAULT.withTimeColumns(List.of("year", "hour"))),
        ErrorCode.CONFIG,
        "does not make up a time");
    refused(
        () ->
            read(
                "date,wind,a\n2024-01-01,NW,1\n",
                CsvOptions.DEFAULT.withTimeColumns(List.of("date", "wind"))),
        ErrorCode.DATA,
        "column wind holds \"NW\"");
  }

  @Test
  void aNamedColumnWithoutAnyValueIsRefused() {
    refused(
        () -> read("date,a,b\n2024-01-01,,1\n", CsvOptions.DEFAULT.withColumns(List.of("a"))),
        ErrorCode.DATA,
        "column a",
        "no row holds a value");
  }

  @Test
  void aFileWithoutAColumnOfNumbersIsRefused() {
    refused(
        "date,a\n2024-01-01,x\n",
        "no column of numbers",
        "The time is in date",
        "Column a is left out");
  }

  @Test
  void aQuoteOutOfPlaceIsRefusedWithItsPlace() {
    refused(
        "date,a\n2024-01-01,\"1\n2024-01-02,2\n", "a quote is out of place in the row from line 2");
    refused(
        "date,a\n2024-01-01,1\n2024-01-02,\"2\"x\n",
        "a quote is out of place in the row from line 3");
  }

  @Test
  void optionsThatContradictThemselvesAreRefused() {
    refused(
        () ->
            read(
                "a\n1\n",
                new CsvOptions(
                    List.of("date"),
                    true,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of())),
        ErrorCode.CONFIG,
        "choose one");
    refused(
        () ->
            read(
                "date,a\n2024-01-01,1\n",
                new CsvOptions(
                    List.of(),
                    false,
                    Optional.of("yyyy-bb"),
                    Optional.empty(),
                    Optional.empty(),
                    List.of())),
        ErrorCode.CONFIG,
        "yyyy-bb is no pattern");
    refused(
        () -> read("a\n1\n", CsvOptions.DEFAULT.withColumns(List.of("a", "a"))),
        ErrorCode.CONFIG,
        "name a column twice");
    refused(
        () ->
            read(
                "a\n1\n",
                new CsvOptions(
                    List.of(),
                    false,
                    Optional.empty(),
                    Optional.of('"'),
                    Optional.empty(),
                    List.of())),
        ErrorCode.CONFIG,
        "cannot be the delimiter");
  }

  @Test
  void aStatedFormThatNoColumnHasIsRefused() {
    refused(
        () ->
            read(
                "when,a\n3 Jan 2024,1\n",
                new CsvOptions(
                    List.of(),
                    false,
                    Optional.of("dd/MM/yyyy"),
                    Optional.empty(),
                    Optional.empty(),
                    List.of())),
        ErrorCode.DATA,
        "no column holds times written as dd/MM/yyyy",
        "when, a");
  }

  private void refused(String text, String... parts) {
    refused(() -> read(text, CsvOptions.DEFAULT), ErrorCode.DATA, parts);
  }

  private void refused(byte[] bytes, String... parts) throws IOException {
    Path file = Files.write(folder.resolve("bytes.csv"), bytes);
    refused(() -> READER.read(file, CsvOptions.DEFAULT), ErrorCode.DATA, parts);
  }

  private static void refused(ThrowingCallable reading, ErrorCode code, String... parts) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            PenstockException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.getMessage()).contains(parts).doesNotContain("\n");
            });
  }

  private CsvSeries read(String text, CsvOptions options) throws IOException {
    Path file = Files.writeString(folder.resolve("data.csv"), text);
    return READER.read(file, options);
  }
}
