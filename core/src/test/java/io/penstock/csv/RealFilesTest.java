package io.penstock.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.penstock.error.PenstockException;
import io.penstock.series.AbsentRows;
import io.penstock.series.Layout;
import io.penstock.series.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Well-known files, which may lie beside the project; what is not there is skipped. */
class RealFilesTest {
  private static final Path ROOT = Path.of(System.getProperty("penstock.root", ".."));

  @Test
  void theExampleThatIsShippedIsAirPassengers() {
    Series series =
        new CsvReader()
            .read(ROOT.resolve("examples/airline/passengers.csv"), CsvOptions.DEFAULT)
            .series();

    assertThat(series.columns()).containsExactly("passengers");
    assertThat(series.rows()).isEqualTo(144);
    assertThat(series.value(0, 0)).isEqualTo(112f);
    assertThat(series.value(143, 0)).isEqualTo(432f);
    assertThat(series.frequency()).hasToString("1 month");
    assertThat(Times.iso(series.time(143))).isEqualTo("1960-12-01");
  }

  @ParameterizedTest
  @CsvSource({
    "ett/ETTh1.csv, 17420, 7, 1 hour, 0",
    "classic/airline-passengers.csv, 144, 1, 1 month, 0",
    "classic/monthly-sunspots.csv, 2820, 1, 1 month, 0",
    "classic/daily-min-temperatures.csv, 3650, 1, 1 day, 2",
    "classic/co2_weekly_maunaloa.csv, 2284, 1, 1 week, 0",
    "classic/shampoo.csv, 36, 1, 1 month, 0",
    "bike_sharing/day.csv, 731, 14, 1 day, 0",
    "beijing_pm25/pollution.csv, 43824, 7, 1 hour, 0",
    "stocks/AAPL_2014_2018.csv, 1259, 6, 1 business day, 0",
    "household_power/household_power_consumption_days.csv, 1442, 8, 1 day, 0",
    "nab/data/artificialNoAnomaly/art_daily_no_noise.csv, 4032, 1, 5 minutes, 0",
  })
  void aWellKnownFileIsReadWithoutOptions(
      String name, int rows, int columns, String frequency, long absent) {
    Series series = new CsvReader().read(file(name), CsvOptions.DEFAULT).series();

    assertThat(series.rows()).isEqualTo(rows);
    assertThat(series.columns()).hasSize(columns);
    assertThat(series.frequency()).hasToString(frequency);
    assertThat(series.absentRows()).isEqualTo(absent);
  }

  @Test
  void hourlyBikeRentalsHave75GapsWith165AbsentRows() {
    CsvSeries read =
        new CsvReader()
            .read(
                file("bike_sharing/hour.csv"),
                CsvOptions.DEFAULT.withTimeColumns(List.of("dteday", "hr")));

    assertThat(read.series().segments()).hasSize(76);
    assertThat(read.series().absentRows()).isEqualTo(165);
    assertThat(read.series().columns()).contains("cnt").doesNotContain("instant", "hr", "dteday");
    assertThat(read.notes())
        .contains("75 gaps, 165 rows absent; the first is after line 30, 2011-01-02T04:00:00.");
  }

  @Test
  void absentHoursOfBikeRentalsCanBeInserted() {
    Series series =
        new CsvReader()
            .read(
                file("bike_sharing/hour.csv"),
                CsvOptions.DEFAULT
                    .withTimeColumns(List.of("dteday", "hr"))
                    .withAbsentRows(AbsentRows.INSERT))
            .series();

    assertThat(series.rows()).isEqualTo(17379 + 165);
    assertThat(series.segments()).hasSize(1);
    int count = series.indexOf("cnt");
    assertThat(
            IntStream.range(0, series.rows()).filter(row -> Float.isNaN(series.value(row, count))))
        .hasSize(165);
  }

  @Test
  void theWindOfBeijingCanBeReadAsWords() {
    Series series =
        new CsvReader()
            .read(
                file("beijing_pm25/pollution.csv"),
                CsvOptions.DEFAULT.withCategories(List.of("cbwd")))
            .series();

    assertThat(series.timeColumns()).containsExactly("year", "month", "day", "hour");
    assertThat(series.labels("cbwd")).containsExactly("NE", "NW", "SE", "cv");
    assertThat(series.value(0, series.indexOf("cbwd"))).isEqualTo(1);
  }

  @Test
  void severalShopsInOneFileAreRefusedAndTheirColumnIsNamed() {
    Path file = file("retail/walmart_sales_weekly.csv");

    assertThatThrownBy(() -> new CsvReader().read(file, CsvOptions.DEFAULT))
        .isInstanceOf(PenstockException.class)
        .hasMessageContaining("line 145")
        .hasMessageContaining("name that column with --series id.");
  }

  @Test
  void severalShopsAreReadByTheirDepartment() {
    CsvSeries read =
        new CsvReader()
            .read(
                file("retail/walmart_sales_weekly.csv"),
                CsvOptions.DEFAULT.withIdColumns(List.of("Dept")));

    Series series = read.series();
    assertThat(series.members()).hasSize(7);
    assertThat(series.members()).allMatch(member -> member.rows().size() == 143);
    assertThat(series.frequency()).hasToString("1 week");
    assertThat(series.absentRows()).isZero();
    assertThat(series.columns()).contains("Weekly_Sales", "IsHoliday").endsWith("Dept");
    assertThat(series.value(1, series.indexOf("IsHoliday"))).isEqualTo(1);
    assertThat(read.notes()).contains("7 series, told apart by column Dept, of 143 rows each.");
  }

  @Test
  void theHourlySeriesOfM4AreReadFromOneWideFile() {
    Series series =
        new CsvReader()
            .read(file("m4/Hourly-train.csv"), CsvOptions.DEFAULT.withLayout(Layout.WIDE))
            .series();

    assertThat(series.members()).hasSize(414);
    assertThat(series.members())
        .allMatch(member -> member.rows().size() == 700 || member.rows().size() == 960);
    assertThat(series.members().get(0).id()).isEqualTo("H1");
    assertThat(series.value(0, 0)).isEqualTo(605);
    assertThat(series.values()).doesNotContain(Float.NaN);
  }

  private static Path file(String name) {
    Path file = ROOT.resolve("../shared/data").resolve(name);
    assumeThat(Files.exists(file)).as(file + " is not here").isTrue();
    return file;
  }
}
