package io.penstock.cli;

import io.penstock.Penstock;
import io.penstock.cli.config.Given;
import io.penstock.cli.config.Setting;
import io.penstock.cli.config.Settings;
import io.penstock.cli.config.Subject;
import io.penstock.cli.output.DiagnosisText;
import io.penstock.csv.CsvSeries;
import io.penstock.diagnosis.Diagnosis;
import io.penstock.diagnosis.Severity;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.files.FileInPlace;
import io.penstock.model.ModelDescription;
import io.penstock.preparation.Preparation;
import io.penstock.series.Series;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code penstock diagnose}. */
@Command(
    name = "diagnose",
    sortOptions = false,
    customSynopsis = "penstock diagnose DATA [MODEL.onnx] [OPTIONS]",
    description = {
      "Looks at data, and at a model on them, for what commonly goes wrong: leaks, a forecast that repeats its input, over- and underfitting, seasons and trends that are not learnt, outliers, missing values and more.",
      "Says what was found, by what number, and what to try. Exit code 4 if --fail-on is given and something so grave was found."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  penstock diagnose passengers.csv --target passengers --horizon 12",
      "  penstock diagnose passengers.csv passengers.onnx",
      "  penstock diagnose ETTh1.csv --target OT --json"
    })
final class DiagnoseCommand implements Callable<Integer> {
  /** Settings that say how data are read, what is forecast, and how it is split. */
  private static final Set<Setting> SETTINGS = settings();

  private final Session session;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DATA",
      description = "The CSV file; may be named by the key data of --config instead.")
  private @Nullable Path data;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "MODEL.onnx",
      description =
          "A model file. Targets, look-back, season and how the data are read come from it, unless options say otherwise.")
  private @Nullable Path model;

  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description =
          "The YAML file of an experiment: how a model is to be trained, or was. Options win over it. Default: none.")
  private @Nullable Path config;

  @Option(
      names = "--fail-on",
      paramLabel = "grave|warning|note",
      description = "Exit with code 4 if something so grave was found. Default: exit with 0.")
  private @Nullable String failOn;

  @Option(
      names = "--json",
      description = "Print one JSON object to standard output instead of text. Default: text.")
  private boolean json;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description =
          "Where a page on the findings, with charts of the data, is written: one file that a browser opens from the disk. Default: none.")
  private @Nullable Path report;

  private @Nullable SettingOptions options;

  DiagnoseCommand(Session session) {
    this.session = session;
  }

  private static Set<Setting> settings() {
    EnumSet<Setting> settings = EnumSet.copyOf(Setting.reading());
    settings.addAll(
        EnumSet.of(
            Setting.TARGET,
            Setting.FEATURES,
            Setting.FUTURE,
            Setting.WEIGHTS,
            Setting.SPLIT,
            Setting.VALIDATION_FROM,
            Setting.TEST_FROM,
            Setting.SPLIT_ROWS,
            Setting.PURGE,
            Setting.VARIANT,
            Setting.HORIZON,
            Setting.LOOK_BACK,
            Setting.SEASON));
    return settings;
  }

  /** Given by picocli: the command itself. */
  @Spec
  void specified(CommandSpec command) {
    options = SettingOptions.addTo(command, SETTINGS);
  }

  @Override
  public Integer call() {
    Optional<Severity> limit = Optional.ofNullable(failOn).map(DiagnoseCommand::severity);
    Penstock penstock = session.penstock();
    Settings settings = Settings.of(given(), Optional.ofNullable(config));
    Optional<ModelDescription> description =
        Optional.ofNullable(model).map(file -> penstock.readModel(file).description());
    description.ifPresent(known -> startFrom(settings, known));
    settings.lookAtData(penstock::layout, penstock::columns);
    Subject subject = settings.subject();
    if (report != null) {
      requireNoInput(report, subject.data());
      FileInPlace.check(report);
    }
    CsvSeries read = penstock.read(subject.data(), subject.csv());
    Diagnosis diagnosis = diagnosis(penstock, read.series(), subject.experiment());
    if (report != null) {
      RunReports.ofDiagnosis(session, report, read, description, diagnosis);
    }
    if (json) {
      session
          .out()
          .println(
              DiagnosisText.json(diagnosis)
                  .put("report", report == null ? null : report.toString()));
    } else {
      session.report(DiagnosisText.lines(diagnosis), false);
    }
    boolean failed =
        limit.isPresent()
            && diagnosis.gravest().filter(worst -> worst.compareTo(limit.get()) <= 0).isPresent();
    return failed ? ExitCode.FINDINGS : ExitCode.OK;
  }

  private void requireNoInput(Path page, Path read) {
    for (Path input : model == null ? List.of(read) : List.of(read, model)) {
      if (input.toAbsolutePath().normalize().equals(page.toAbsolutePath().normalize())) {
        throw PenstockException.config(
            "--report: %s is an input of this command; name another file.", page);
      }
    }
  }

  private static Severity severity(String name) {
    for (Severity severity : Severity.values()) {
      if (severity.name().toLowerCase(Locale.ROOT).equals(name)) {
        return severity;
      }
    }
    throw PenstockException.config("--fail-on is %s, and can be grave, warning or note.", name);
  }

  private List<Given> given() {
    List<Given> given = new ArrayList<>();
    if (data != null) {
      given.add(Given.flag(Setting.DATA, List.of(data.toString())));
    }
    if (options != null) {
      given.addAll(options.given());
    }
    return given;
  }

  /** What is not given is as the model has it. */
  private static void startFrom(Settings settings, ModelDescription model) {
    Preparation preparation = model.preparation();
    Set<String> columns = new LinkedHashSet<>(preparation.inputs());
    preparation.recoveries().forEach(way -> columns.addAll(way.truth().columns()));
    settings.startFrom(
        Experiment.like(model.network(), preparation).season(model.season()).build(),
        model.source(),
        columns,
        preparation.categories().keySet());
  }

  private Diagnosis diagnosis(Penstock penstock, Series series, Optional<Experiment> experiment) {
    if (model != null) {
      return penstock.diagnose(series, model, experiment.orElseThrow());
    }
    return experiment
        .map(described -> penstock.diagnose(series, described))
        .orElseGet(() -> penstock.diagnose(series));
  }
}
