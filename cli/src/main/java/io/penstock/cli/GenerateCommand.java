package io.penstock.cli;

import io.penstock.csv.CsvWriter;
import io.penstock.error.PenstockException;
import io.penstock.generate.Generator;
import io.penstock.series.Series;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code penstock generate}. */
@Command(
    name = "generate",
    sortOptions = false,
    customSynopsis = "penstock generate SERIES [OPTIONS]",
    description =
        "Makes a series to try things on, by rule and chance, and writes it as CSV. The same seed gives the same file everywhere.",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  penstock generate sine --out sine.csv",
      "  penstock generate sales --rows 2000 --seed 7 --out sales.csv",
      "  penstock generate anomalies --share 0.1 | head"
    })
final class GenerateCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "SERIES",
      description = {
        "sine, hourly with noise;",
        "sales, daily with advertising and promotions;",
        "shops, daily sales of five shops in one file;",
        "anomalies, a sensor with labelled faults;",
        "prices, daily with high, low and volume;",
        "raw-prices, the same with gaps and outliers;",
        "plant, hourly flow, pressure, temperature."
      })
  private String name = "";

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "How many rows; of shops, of each. Default: enough for a first training.")
  private @Nullable Integer rows;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the chance. Default: 1.")
  private long seed = 1;

  @Option(
      names = "--share",
      paramLabel = "S",
      description = "Of anomalies: what share of the rows they are. Default: about 0.06.")
  private @Nullable Double share;

  @Option(
      names = "--out",
      paramLabel = "FILE.csv",
      description = "Where the series is written. Default: standard output.")
  private @Nullable Path out;

  GenerateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Generator generator = generator();
    Series series = generator.generate(rows == null ? generator.defaultRows() : rows, seed);
    if (out == null) {
      CsvWriter.write(series, session.out());
      return ExitCode.OK;
    }
    CsvWriter.write(series, out);
    session
        .err()
        .println(
            "Written to "
                + out
                + ": "
                + String.join(", ", series.columns())
                + "; "
                + series.rows()
                + " rows, "
                + series.frequency()
                + " apart.");
    return ExitCode.OK;
  }

  private Generator generator() {
    Generator generator = Generator.named(name);
    if (share == null) {
      return generator;
    }
    Generator anomalies = Generator.anomalies(share);
    if (!anomalies.name().equals(name)) {
      throw PenstockException.config(
          "--share says how many anomalies there are, and %s has none. Leave it out, or generate %s.",
          name, anomalies.name());
    }
    return anomalies;
  }
}
