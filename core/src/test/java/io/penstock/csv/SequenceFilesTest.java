package io.penstock.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.series.Layout;
import io.penstock.series.Member;
import io.penstock.series.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of sequences with a class each. */
class SequenceFilesTest {
  private static final String UCR =
      "1\t0.5\t1.5\t2.5\t3.5\n-1\t4.5\t5.5\t6.5\t7.5\n1\t8.5\t9.5\tNaN\t1e1\n-1\t1\t2\tNaN\tNaN\n";

  private static final String UEA =
      """
      #Two words, spoken
      @problemName Words
      @timeStamps false
      @missing false
      @univariate false
      @dimensions 2
      @equalLength false
      @classLabel true yes no
      @data
      1,2,3:4,5,6:no
      7,8:9,10:yes
      """;

  @TempDir Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("words.txt"), text);
  }

  private CsvSeries read(String text) throws IOException {
    return read(text, CsvOptions.DEFAULT);
  }

  private CsvSeries read(String text, CsvOptions options) throws IOException {
    return new CsvReader().read(write(text), options.withLayout(Layout.SEQUENCES));
  }

  private static List<Float> column(Series series, String name, int member) {
    Member of = series.members().get(member);
    List<Float> values = new ArrayList<>();
    for (int row = of.rows().from(); row < of.rows().to(); row++) {
      values.add(series.value(row, series.indexOf(name)));
    }
    return values;
  }

  @Test
  void aLineIsASequenceWithItsLabelFirstAndARowOfItsOwnForTheLabel() throws IOException {
    CsvSeries read = read(UCR);
    Series series = read.series();

    assertThat(series.columns()).containsExactly("value", "class", "sequence");
    assertThat(series.labels("class")).containsExactly("-1", "1");
    assertThat(series.members()).extracting(Member::id).containsExactly("1", "2", "3", "4");
    assertThat(series.source().layout()).isEqualTo(Layout.SEQUENCES);
    assertThat(column(series, "value", 0)).containsExactly(0.5f, 1.5f, 2.5f, 3.5f, Float.NaN);
    assertThat(column(series, "class", 0))
        .containsExactly(Float.NaN, Float.NaN, Float.NaN, Float.NaN, 1f);
    assertThat(read.notes())
        .containsExactly(
            "4 sequences of 2 to 4 values.", "Classes: -1 (2), 1 (2).", "1 value is missing.");
  }

  @Test
  void nanAtTheEndOfALineIsPaddingAndWithinItAMissingValue() throws IOException {
    Series series = read(UCR).series();

    assertThat(column(series, "value", 2)).containsExactly(8.5f, 9.5f, Float.NaN, 10f, Float.NaN);
    assertThat(column(series, "value", 3)).containsExactly(1f, 2f, Float.NaN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t", ",", ";", "  "})
  void anyUsualDelimiterWillDoAndLabelsMayBeWrittenAsFractions(String delimiter)
      throws IOException {
    String text = "1.0000000e+00|0.1|0.2|0.3|0.4\n2.0000000e+00|0.5|0.6|0.7|0.8\n";

    Series series = read(text.replace("|", delimiter)).series();

    assertThat(series.labels("class")).containsExactly("1", "2");
    assertThat(column(series, "value", 1)).containsExactly(0.5f, 0.6f, 0.7f, 0.8f, Float.NaN);
  }

  @Test
  void labelsThatAreNumbersStandInTheOrderOfTheirSizeAndWordsInThatOfTheAlphabet()
      throws IOException {
    assertThat(read("10\t1\t2\n9\t1\t2\n-1\t1\t2\n").series().labels("class"))
        .containsExactly("-1", "9", "10");
    assertThat(read("walk\t1\t2\nrun\t1\t2\n").series().labels("class"))
        .containsExactly("run", "walk");
  }

  @Test
  void aHeaderOfLinesWithAtIsRead() throws IOException {
    CsvSeries read = read(UEA);
    Series series = read.series();

    assertThat(series.columns()).containsExactly("dim_0", "dim_1", "class", "sequence");
    assertThat(series.labels("class")).containsExactly("yes", "no");
    assertThat(column(series, "dim_1", 0)).containsExactly(4f, 5f, 6f, Float.NaN);
    assertThat(column(series, "dim_0", 1)).containsExactly(7f, 8f, Float.NaN);
    assertThat(column(series, "class", 0)).endsWith(1f);
    assertThat(read.notes())
        .contains("2 sequences of 2 to 3 values in 2 dimensions.", "Classes: yes (1), no (1).");
  }

  @Test
  void questionMarksAreMissingValuesWhereTheHeaderAllowsThem() throws IOException {
    Series series =
        read(UEA.replace("@missing false", "@missing true").replace("2,3", "?,3")).series();

    assertThat(column(series, "dim_0", 0)).containsExactly(1f, Float.NaN, 3f, Float.NaN);
  }

  @Test
  void withoutTheClassColumnThereIsNoRowForTheLabel() throws IOException {
    Series series = read(UCR, CsvOptions.DEFAULT.withColumns(List.of("value"))).series();

    assertThat(series.columns()).containsExactly("value", "sequence");
    assertThat(column(series, "value", 0)).containsExactly(0.5f, 1.5f, 2.5f, 3.5f);
  }

  @Test
  void aFileOfWhichNoLineBeginsWithAKnownLabelHasNone() throws IOException {
    CsvOptions known =
        CsvOptions.DEFAULT.withColumns(List.of("value")).withClasses(List.of("-1", "1"));

    assertThat(column(read("0.5\t1.5\n0.25\t2.5\n", known).series(), "value", 0))
        .containsExactly(0.5f, 1.5f);
    assertThat(column(read("1\t1.5\n-1\t2.5\n", known).series(), "value", 0)).containsExactly(1.5f);
  }

  @Test
  void anUnknownLabelIsAQuestionMark() throws IOException {
    CsvSeries read = read("1\t1\t2\n?\t3\t4\n2\t5\t6\n");

    assertThat(column(read.series(), "class", 1)).endsWith(Float.NaN);
    assertThat(read.notes()).contains("1 sequence has no label.");
  }

  @Test
  void theLayoutIsKnownByTheContent() throws IOException {
    CsvReader reader = new CsvReader();

    assertThat(reader.layout(write(UCR))).isEqualTo(Layout.SEQUENCES);
    assertThat(reader.layout(write(UEA))).isEqualTo(Layout.SEQUENCES);
    assertThat(reader.layout(write("month,passengers\n1949-01,112\n1949-02,118\n")))
        .isEqualTo(Layout.LONG);
    assertThat(reader.layout(write("2020-01-01,1,2,3,4\n2020-01-01,5,6,7,8\n")))
        .isEqualTo(Layout.LONG);
    assertThat(reader.layout(write("1,1,2,3,4\n2,5,6,7,8\n3,1,2,3,4\n"))).isEqualTo(Layout.LONG);
    assertThat(reader.layout(folder.resolve("absent.csv"))).isEqualTo(Layout.LONG);
  }

  @Test
  void theNamesInAHeaderAreToldWhereThereIsOne() throws IOException {
    assertThat(columns(write("month;passengers\n1949-01;112\n1949-02;118\n")))
        .containsExactly("month", "passengers");
    assertThat(columns(write("a,b\n"))).containsExactly("a", "b");
    assertThat(columns(write(UCR))).isEmpty();
    assertThat(columns(write("2020-01-01,1,2\n2020-01-02,5,6\n"))).isEmpty();
    assertThat(columns(write(",a,b,a\n0,1,2,3\n"))).containsExactly("a", "b");
    assertThat(columns(write(""))).isEmpty();
    assertThat(columns(folder)).isEmpty();
    assertThat(columns(folder.resolve("absent.csv"))).isEmpty();
  }

  @Test
  void theDelimiterThatIsStatedPartsTheNames() throws IOException {
    CsvOptions options =
        new CsvOptions(
            List.of(), false, Optional.empty(), Optional.of(':'), Optional.empty(), List.of());

    assertThat(new CsvReader().columns(write("time:a,x:b,y\n2020-01-01:1:2\n"), options))
        .containsExactly("time", "a,x", "b,y");
  }

  private static List<String> columns(Path file) {
    return new CsvReader().columns(file, CsvOptions.DEFAULT);
  }

  private void refused(String text, CsvOptions options, String message) {
    assertThatThrownBy(() -> read(text, options))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA))
        .hasMessage(message.replace("FILE", folder.resolve("words.txt").toString()));
  }

  @Test
  void aRaggedLineIsRefused() {
    refused(
        "1\t1\t2\n\n2\t3\n",
        CsvOptions.DEFAULT,
        "FILE, line 3: 2 cells found, 3 expected as in line 1. Where a sequence is shorter than others, fill its line with"
            + " NaN at the end.");
  }

  @Test
  void aLineWithoutALabelIsRefused() {
    refused(
        "1\t1\t2\n\t3\t4\n",
        CsvOptions.DEFAULT,
        "FILE, line 2: there is no label before the values. Write the class of the sequence there, or ? if it is not"
            + " known.");
  }

  @Test
  void aWordAmongTheValuesIsRefused() {
    refused(
        "1\t1\t2\n2\t3\tfour\n",
        CsvOptions.DEFAULT,
        "FILE, line 2: four, number 3 of the line, is no finite number. Correct it, or write NaN if the value is missing.");
  }

  @Test
  void aSequenceWithoutAValueIsRefused() {
    refused(
        "1\t1\t2\n2\tNaN\tNaN\n",
        CsvOptions.DEFAULT,
        "FILE, line 2: the sequence has no value. Take the line out, or fill it in.");
  }

  @Test
  void aLabelThatTheModelDoesNotKnowIsRefused() {
    refused(
        "run\t1\t2\nwlak\t3\t4\n",
        CsvOptions.DEFAULT.withClasses(List.of("run", "walk")),
        "FILE, line 2: the label wlak is none of the model's: run, walk. Did you mean walk? Correct it or take the line out,"
            + " or train a model with sequences of this class.");
  }

  @Test
  void aFileWithoutLabelsCannotJudge() {
    refused(
        "0.5\t1\t2\n0.25\t3\t4\n",
        CsvOptions.DEFAULT
            .withColumns(List.of("value", "class"))
            .withClasses(List.of("run", "walk")),
        "FILE: no line begins with a class that the model knows, which are run, walk. By its labels forecasts would be"
            + " judged. Write the label of each sequence before its values.");
    refused(
        UEA.replace("true yes no", "false").replace(":no", "").replace(":yes", ""),
        CsvOptions.DEFAULT.withColumns(List.of("dim_0", "class")),
        "FILE has no labels, as its header says by @classLabel, and is to be learnt or judged by them.");
  }

  @Test
  void aLabelThatTheHeaderDoesNotNameIsRefused() {
    refused(
        UEA.replace(":yes", ":yess"),
        CsvOptions.DEFAULT,
        "FILE, line 11: the label yess is none of the header's @classLabel: yes, no. Did you mean yes? Correct it, or name"
            + " it there.");
  }

  @Test
  void dimensionsOfDifferentLengthsAreRefused() {
    refused(
        UEA.replace("4,5,6", "4,5"),
        CsvOptions.DEFAULT,
        "FILE, line 10: dimension 2 has 2 values and the first has 3. A sequence has a value of each dimension, or ?, at each"
            + " of its points.");
  }

  @Test
  void anotherNumberOfDimensionsThanTheHeaderSaysIsRefused() {
    refused(
        UEA.replace(":4,5,6", ""),
        CsvOptions.DEFAULT,
        "FILE, line 10: 1 dimension found before the label, 2 expected. The values of each dimension stand between commas,"
            + " with a colon after each.");
  }

  @Test
  void aMissingValueThatTheHeaderDeniesIsRefused() {
    refused(
        UEA.replace("2,3", "?,3"),
        CsvOptions.DEFAULT,
        "FILE, line 10: value 2 of dimension 1 is missing, but the header says @missing false. Fill it in, or say @missing"
            + " true.");
  }

  @Test
  void whatAHeaderHasThatIsNotReadIsRefused() {
    refused(
        UEA.replace("@timeStamps false", "@timeStamps true"),
        CsvOptions.DEFAULT,
        "FILE, line 3: the file has times beside its values, which is not read. Sequences of values with a class each are.");
    refused(
        UEA.replace("@data\n", ""),
        CsvOptions.DEFAULT,
        "FILE, line 9: 1,2,3:4,5,6:no is no line of the header, which ends with a line @data.");
  }

  @Test
  void aColumnThatAFileOfSequencesDoesNotHaveIsRefused() {
    refused(
        UCR,
        CsvOptions.DEFAULT.withColumns(List.of("valu")),
        "FILE is read as a file of sequences, and has no column valu. Did you mean value? It has: value, class, and"
            + " sequence.");
  }
}
