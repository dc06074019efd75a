package io.penstock.cli.config;

import io.penstock.backtesting.BacktestPlan;
import io.penstock.csv.CsvOptions;
import io.penstock.engine.DeviceWish;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.Split;
import io.penstock.network.Channels;
import io.penstock.network.Head;
import io.penstock.network.Network;
import io.penstock.preparation.Scaling;
import io.penstock.preparation.Step;
import io.penstock.series.AbsentRows;
import io.penstock.series.Layout;
import io.penstock.series.Source;
import io.penstock.suggestion.Names;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The settings that were given, by flags and by a file, and what they amount to. Whoever asks for a
 * plan, a network or reading options gets all that is wrong at once, in one {@link
 * io.penstock.error.PenstockException} with code CONFIG.
 */
public final class Settings {
  private static final double SUM_TOLERANCE = 1e-6;

  /** Training and validation stand to each other as in the usual split. */
  private static final Split BEFORE_TEST_FILE = new Split.ByFraction(0.875, 0.125);

  /** Of a network that is asked about and not trained, where the file leaves it to the data. */
  private static final int NOMINAL_LOOK_BACK = 96;

  /** Of such a network, likewise. */
  private static final int NOMINAL_SEASON = 24;

  /** Of such a network, likewise. */
  private static final int NOMINAL_CLASSES = 2;

  private final Problems problems;
  private final SettingValues given;
  private Optional<Experiment> model = Optional.empty();
  private final List<Given> withdrawn = new ArrayList<>();
  private Layout standsAs = Layout.LONG;
  private Function<CsvOptions, List<String>> columns = options -> List.of();
  private boolean modelKnown;
  private Source modelSource = Source.UNKNOWN;
  private List<String> modelColumns = List.of();
  private List<String> modelCategories = List.of();
  private List<List<Given>> layers = List.of();

  private final Path folder;

  private Settings(Problems problems, Path folder) {
    this.problems = problems;
    this.given = new SettingValues(problems);
    this.folder = folder;
  }

  /**
   * @param flags from the command line; they win
   * @param file a YAML file with the rest
   */
  public static Settings of(List<Given> flags, Optional<Path> file) {
    return of(flags, file, Path.of(""));
  }

  /**
   * The same.
   *
   * @param folder into which a model goes whose place is not given
   */
  public static Settings of(List<Given> flags, Optional<Path> file, Path folder) {
    Problems problems = new Problems();
    ExperimentFile.Content content =
        file.map(path -> ExperimentFile.read(path, problems)).orElse(ExperimentFile.Content.NONE);
    Settings itself = of(content.settings(), List.of(), flags, problems, folder);
    Given chosen = itself.given.get(Setting.VARIANT);
    if (chosen == null) {
      return itself;
    }
    return WrittenVariants.named(chosen, itself.name(), content.variants(), file, problems)
        .map(variant -> of(content.settings(), variant.changes(), flags, problems, folder))
        .orElse(itself);
  }

  /**
   * Of a file that has been read.
   *
   * @param changes that are put over it, the first thing first
   * @param flags from the command line; they win
   * @param problems to which is added what is wrong
   * @param folder into which a model goes whose place is not given
   */
  static Settings of(
      GivenSettings file,
      List<GivenSettings> changes,
      List<Given> flags,
      Problems problems,
      Path folder) {
    List<GivenSettings> layered = new ArrayList<>(List.of(file));
    for (GivenSettings change : changes) {
      change.withdrawn().forEach(entry -> requireGiven(entry, layered, problems));
      layered.replaceAll(below -> below.without(change.withdrawn()));
      layered.add(change);
    }
    Settings settings = new Settings(problems, folder);
    settings.put(layered.get(0));
    layered.subList(1, layered.size()).forEach(settings::putOver);
    settings.putOver(flags);
    changes.stream()
        .flatMap(change -> change.withdrawn().stream())
        .filter(entry -> !settings.given.has(entry.setting()))
        .forEach(settings.withdrawn::add);
    return settings;
  }

  /** A key whose value was forgotten looks like one that takes back what is given. */
  private static void requireGiven(Given withdrawn, List<GivenSettings> below, Problems problems) {
    if (below.stream().noneMatch(settings -> settings.has(withdrawn.setting()))) {
      problems.add(
          withdrawn.where(),
          "has no value, and there is none to take back; give one or leave the key out.");
    }
  }

  private void put(GivenSettings file) {
    file.entries().forEach(given::put);
    layers = file.layers();
  }

  /** Puts entries in place of what says the same, in one way or another. */
  private void putOver(List<Given> entries) {
    for (Given entry : entries) {
      given.remove(entry.setting());
      entry.setting().displaces().forEach(given::remove);
    }
    entries.forEach(given::put);
  }

  private void putOver(GivenSettings change) {
    putOver(change.entries());
    if (!change.layers().isEmpty()) {
      layers = change.layers();
    }
  }

  /** What the experiment itself is called beside its variants. */
  String name() {
    return given.text(Setting.NAME).orElse(Setting.NAME.preset());
  }

  /** The settings that were given, to be looked at. */
  SettingValues given() {
    return given;
  }

  /** The data, if they are named. */
  public Optional<Path> data() {
    return given.path(Setting.DATA);
  }

  /**
   * Looks at the file of the data, if it is named, for what is not given: how the data stand in it,
   * and the columns to choose a target from.
   */
  public void lookAtData(
      Function<Path, Layout> layoutOf, BiFunction<Path, CsvOptions, List<String>> columnsOf) {
    data()
        .ifPresent(
            path -> {
              standsAs = layoutOf.apply(path);
              columns = options -> columnsOf.apply(path, options);
            });
  }

  /** What there is to choose a target from, in a sentence; none if it is not known. */
  private String choice(Path data) {
    if (layout() == Layout.WIDE) {
      return " A wide file has one column, called value.";
    }
    Optional<Character> delimiter =
        Optional.ofNullable(given.get(Setting.DELIMITER))
            .flatMap(entry -> character(entry.value()));
    List<String> names =
        columns.apply(
            new CsvOptions(
                List.of(), false, Optional.empty(), delimiter, Optional.empty(), List.of()));
    return names.isEmpty()
        ? ""
        : String.format(" The columns of %s are %s.", data.getFileName(), Names.listed(names));
  }

  private Layout layout() {
    Layout otherwise = model.isPresent() || modelKnown ? modelSource.layout() : standsAs;
    return given.choice(Setting.LAYOUT, Layout.values()).orElse(otherwise);
  }

  /** The model that training starts from, if any. */
  public Optional<Path> from() {
    return given.path(Setting.FROM);
  }

  /** The folder of the run that is gone on with, if any. */
  public Optional<Path> resume() {
    return given.path(Setting.RESUME);
  }

  /**
   * Takes what is not given from an earlier run.
   *
   * @param notes {@link Keeping#notes()} of that run
   * @param folder of that run
   */
  public void goOnWith(Map<String, String> notes, Path folder) {
    GivenSettings kept = KeptSettings.read(notes, folder, problems).without(withdrawn);
    boolean ownLayers = given.has(Setting.LAYERS);
    given.putAbsent(kept.entries());
    if (!ownLayers && given.has(Setting.LAYERS)) {
      layers = kept.layers();
    }
  }

  /**
   * Takes what is not given from a model that training starts from.
   *
   * @param experiment of the model's network and columns
   * @param source how the model's data stood in their file
   * @param columns of the data that its preparation and its targets are made of
   * @param categories those of them that the model reads as words
   */
  public void startFrom(
      Experiment experiment,
      Source source,
      Collection<String> columns,
      Collection<String> categories) {
    model = Optional.of(experiment);
    modelSource = source;
    modelColumns = List.copyOf(columns);
    modelCategories = withoutId(categories, source);
  }

  /** The column of ids is one of words without being asked for. */
  private static List<String> withoutId(Collection<String> categories, Source source) {
    String id =
        switch (source.layout()) {
          case WIDE -> "id";
          case SEQUENCES -> "sequence";
          case LONG -> String.join("+", source.idColumns());
        };
    return categories.stream().filter(column -> !column.equals(id)).sorted().toList();
  }

  /** How the run of a plan is kept on the disk and begun. */
  public Keeping keeping(Plan plan) {
    return new Keeping(
        given.path(Setting.RESUME).or(() -> given.path(Setting.CHECKPOINT)),
        given.has(Setting.RESUME),
        given.has(Setting.SCALE) || given.has(Setting.STEPS),
        KeptSettings.write(new GivenSettings(given.all(), layers), plan.out(), plan.csv()));
  }

  /** What is to be trained on what, and where it goes. */
  public Plan plan() {
    Plan plan = readPlan();
    problems.refuse();
    return plan;
  }

  /** What is to be trained in folds of what. */
  public FoldedPlan foldedPlan() {
    requireNoRowsAsStep();
    Plan plan = readPlan();
    BacktestPlan folds = FoldSettings.read(given, problems);
    problems.refuse();
    return new FoldedPlan(plan, folds);
  }

  /** A step prepares columns, and whoever writes a number means rows between folds. */
  void requireNoRowsAsStep() {
    Given step = given.get(Setting.STEPS);
    if (step == null || step.values().stream().noneMatch(text -> text.strip().matches("\\d+"))) {
      return;
    }
    String rows = String.join(",", step.values()).strip();
    problems.add(
        step.where(),
        rows
            + " is no step of the preparation; for rows between folds give --fold-step "
            + rows
            + ".");
    given.remove(Setting.STEPS);
  }

  /** The plan, with problems that are not yet refused. */
  Plan readPlan() {
    Path data =
        given
            .path(Setting.DATA)
            .orElseGet(
                () -> {
                  problems.add(
                      "no data: name a CSV file after the command, or by the key data in the file of --config.");
                  return Path.of("");
                });
    List<String> targets = given.names(Setting.TARGET);
    if (targets.isEmpty()
        && !given.has(Setting.TARGET)
        && model.isEmpty()
        && layout() != Layout.SEQUENCES) {
      problems.add(
          "no target: say which column to forecast, as --target passengers." + choice(data));
    }
    Experiment experiment = experiment(targets);
    CsvOptions csv = reading(experiment);
    Path out = given.path(Setting.OUT).orElseGet(() -> folder.resolve(baseName(data) + ".onnx"));
    Optional<Path> history = given.path(Setting.HISTORY);
    Optional<Path> stepHistory = given.path(Setting.STEP_HISTORY);
    Optional<Path> report = given.path(Setting.REPORT);
    requireDistinct(data, out, history, stepHistory);
    report.ifPresent(page -> requireOwnPage(page, data, out, history, stepHistory));
    requireOneFolder();
    Optional<Path> testFile = given.path(Setting.TEST_FILE);
    testFile.ifPresent(
        file -> {
          requireDistinct(Setting.OUT, out, "the data to be judged on are", file);
          history.ifPresent(
              path -> requireDistinct(Setting.HISTORY, path, "the data to be judged on are", file));
          stepHistory.ifPresent(
              path ->
                  requireDistinct(
                      Setting.STEP_HISTORY, path, "the data to be judged on are", file));
          report.ifPresent(
              path -> requireDistinct(Setting.REPORT, path, "the data to be judged on are", file));
        });
    return new Plan(data, csv, experiment, out, history, stepHistory, report, testFile);
  }

  /** Every setting that was given or has something that holds if it is not. */
  public List<StatedSetting> stated() {
    List<StatedSetting> stated = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      Given entry = given.get(setting);
      if (entry != null) {
        stated.add(new StatedSetting(setting, written(entry), true));
      } else if (!setting.preset().isEmpty()) {
        stated.add(new StatedSetting(setting, setting.preset(), false));
      }
    }
    return stated;
  }

  /** The value of a setting that was given, as people read it; empty if it was not. */
  Optional<String> written(Setting setting) {
    return Optional.ofNullable(given.get(setting)).map(this::written);
  }

  private String written(Given entry) {
    if (entry.setting() == Setting.LAYERS) {
      return KeptSettings.layers(layers).replace(KeptSettings.BETWEEN, "; ");
    }
    return entry.values().isEmpty()
        ? "none"
        : String.join(entry.setting().form() == Setting.Form.STEPS ? "\n" : ",", entry.values());
  }

  private void requireOwnPage(
      Path page, Path data, Path out, Optional<Path> history, Optional<Path> stepHistory) {
    requireOwn(Setting.REPORT, page, data, out);
    history.ifPresent(
        other ->
            requireDistinct(Setting.REPORT, page, "the losses of the epochs are to be", other));
    stepHistory.ifPresent(
        other -> requireDistinct(Setting.REPORT, page, "the losses of the steps are to be", other));
  }

  /** What is to be looked at: data, how they are read, and what would be made of them. */
  public Subject subject() {
    Path data = given.path(Setting.DATA).orElseGet(() -> Path.of(""));
    if (!given.has(Setting.DATA)) {
      problems.add(
          "no data: name a CSV file after the command, or by the key data in the file of --config.");
    }
    List<String> targets = given.names(Setting.TARGET);
    Experiment experiment = experiment(targets);
    boolean targetIsKnown = !targets.isEmpty() || model.isPresent() || layout() == Layout.SEQUENCES;
    CsvOptions csv = targetIsKnown ? reading(experiment) : csv(List.of());
    problems.refuse();
    return new Subject(data, csv, targetIsKnown ? Optional.of(experiment) : Optional.empty());
  }

  private CsvOptions reading(Experiment experiment) {
    if (model.isPresent() && experiment.steps().isEmpty() && isOfModelsColumns(experiment)) {
      Set<String> columns = new LinkedHashSet<>(modelColumns);
      experiment.weights().ifPresent(columns::add);
      CsvOptions csv = csv(List.copyOf(columns));
      columns.removeAll(csv.categories());
      csv.idColumns().forEach(columns::remove);
      columns.remove(String.join("+", csv.idColumns()));
      return csv.withRequired(List.copyOf(columns));
    }
    return withWords(csv(ColumnSettings.read(experiment)), experiment)
        .withRequired(ColumnSettings.required(experiment));
  }

  /** Its features and targets may be what the model's own steps compute. */
  private boolean isOfModelsColumns(Experiment experiment) {
    Experiment own = model.orElseThrow();
    return experiment.features().equals(own.features())
        && experiment.targets().equals(own.targets())
        && experiment.future().equals(own.future());
  }

  private static CsvOptions withWords(CsvOptions csv, Experiment experiment) {
    Set<String> categories = new LinkedHashSet<>(csv.categories());
    categories.addAll(ColumnSettings.words(experiment, csv.idColumns()));
    return csv.withCategories(List.copyOf(categories));
  }

  private void requireOneFolder() {
    Optional<Path> checkpoint = given.path(Setting.CHECKPOINT);
    Optional<Path> resume = given.path(Setting.RESUME);
    if (checkpoint.isPresent() && resume.isPresent() && !isSame(checkpoint.get(), resume.get())) {
      problems.add(
          given.where(Setting.CHECKPOINT),
          checkpoint.get()
              + " is another folder than that of "
              + given.where(Setting.RESUME)
              + "; a run stays in its folder.");
    }
  }

  /**
   * How to read a CSV file for a model: what was given, and the model's own ways for the rest.
   *
   * @param source how the model's data stood in their file
   * @param columns that the model needs
   * @param categories those of them that it reads as words
   */
  public CsvOptions readingFor(Source source, List<String> columns, Collection<String> categories) {
    modelSource = source;
    modelKnown = true;
    modelCategories = withoutId(categories, source);
    CsvOptions csv = csv(columns);
    problems.refuse();
    return csv;
  }

  /** The network described, with nominal sizes for what only data could tell. */
  public Network network() {
    List<String> targets = given.names(Setting.TARGET);
    Experiment experiment = experiment(targets);
    problems.refuse();
    int segment = Math.max(1, experiment.segment());
    int season = experiment.season().orElse(NOMINAL_SEASON);
    int nominal = ((Math.max(NOMINAL_LOOK_BACK, season) - 1) / segment + 1) * segment;
    int lookBack = experiment.lookBack().orElse(nominal);
    int channels = experiment.channels() == Channels.INDEPENDENT ? targets.size() : 1;
    return new Network(
        lookBack,
        Math.max(Math.max(1, channels), experiment.features().size()),
        experiment.horizon(),
        Math.max(1, targets.size()),
        experiment.future().size(),
        experiment.anchorOrDefault().decided(Math.min(season, lookBack)),
        experiment.channels(),
        segment,
        experiment.embedding(),
        experiment.layers(),
        experiment.head() instanceof Head.Softmax softmax && softmax.isOpen()
            ? new Head.Softmax(NOMINAL_CLASSES)
            : experiment.head());
  }

  private Experiment experiment(List<String> targets) {
    Experiment.Builder builder =
        model
            .map(Experiment::toBuilder)
            .orElseGet(
                () ->
                    layout() == Layout.SEQUENCES
                        ? Experiment.classify("class")
                        : Experiment.forecast("target"));
    if (!targets.isEmpty()) {
      builder.targets(targets);
    }
    given.count(Setting.HORIZON, 1).ifPresent(builder::horizon);
    given.count(Setting.SEASON, 1).ifPresent(builder::season);
    given.count(Setting.THREADS, 0).ifPresent(builder::threads);
    Optional<Head> head =
        HeadChoice.read(given, problems, builder.build().head(), model.isPresent());
    new NetworkSettings(given, problems, layers).into(builder, head);
    builder.training(TrainingSettings.read(given, problems, head, builder.build().training()));
    builder.split(split(builder.build()));
    builder.intervals(
        IntervalChoice.read(given, problems, builder.build().intervals(), model.isPresent(), head));
    ThresholdChoice.read(given, problems).ifPresent(builder::threshold);
    steps().ifPresent(builder::steps);
    given.choice(Setting.SCALE, Scaling.values()).ifPresent(builder::scaling);
    given.text(Setting.BACKEND).ifPresent(builder::backend);
    device().ifPresent(builder::device);
    new ColumnSettings(given, problems).into(builder);
    return builder.build();
  }

  private Optional<List<Step>> steps() {
    Given entry = given.get(Setting.STEPS);
    if (entry == null) {
      return Optional.empty();
    }
    return Optional.of(
        entry.values().stream()
            .flatMap(text -> WrittenStep.parse(text, entry.where(), problems).stream())
            .toList());
  }

  private Split split(Experiment experiment) {
    Split split = parts(experiment);
    Optional<Integer> purge = given.count(Setting.PURGE, 0);
    if (split instanceof Split.BySeries && purge.orElse(0) > 0) {
      problems.add(
          given.where(Setting.PURGE),
          "whole series go to the parts, so that there is nothing between them to leave out.");
      return split;
    }
    return purge.map(split::withPurge).orElse(split);
  }

  private Split preset(Experiment experiment) {
    boolean all = given.has(Setting.TEST_FILE);
    if (layout() == Layout.SEQUENCES
        && experiment.head().givesProbabilities()
        && Experiment.classify("class").build().split() instanceof Split.BySeries usual) {
      return bySeries(usual.validation(), all ? 0 : usual.test(), experiment);
    }
    return all ? BEFORE_TEST_FILE : Split.DEFAULT;
  }

  private Split bySeries(double validation, double test, Experiment experiment) {
    long seed = given.seedOf(Setting.SPLIT_SEED).orElse(1L);
    Split.BySeries split = new Split.BySeries(validation, test, seed);
    return experiment.head().givesProbabilities() && layout() == Layout.SEQUENCES
        ? split.byClass(experiment.targets().get(0))
        : split;
  }

  private Split bySeries(Given entry, Experiment experiment) {
    List<Double> shares = new ArrayList<>();
    for (String value : entry.values()) {
      SettingValues.decimal(value).filter(x -> x >= 0 && x < 1).ifPresent(shares::add);
    }
    boolean complete = shares.size() == 2 && entry.values().size() == 2;
    if (!complete || shares.get(0) + shares.get(1) >= 1) {
      problems.add(
          entry.where(),
          String.join(",", entry.values())
              + " is not two shares of the series, for validation and test, together below 1, as 0.1,0.2.");
      return Split.DEFAULT;
    }
    return bySeries(shares.get(0), shares.get(1), experiment);
  }

  private Split parts(Experiment experiment) {
    Given byFraction = given.get(Setting.SPLIT);
    Given byCount = given.get(Setting.SPLIT_ROWS);
    Given whole = given.get(Setting.SPLIT_SERIES);
    Given validation = given.get(Setting.VALIDATION_FROM);
    Given test = given.get(Setting.TEST_FROM);
    List<Given> ways =
        Stream.of(byFraction, byCount, whole, validation != null ? validation : test)
            .filter(Objects::nonNull)
            .toList();
    for (Given other : ways.subList(Math.min(1, ways.size()), ways.size())) {
      problems.add(other.where(), "is given beside " + ways.get(0).where() + "; give one of them.");
    }
    if (byFraction != null) {
      return byFraction(byFraction);
    }
    if (byCount != null) {
      return byCount(byCount);
    }
    if (whole != null) {
      return bySeries(whole, experiment);
    }
    if (validation == null && test == null) {
      return preset(experiment);
    }
    if (validation == null || test == null) {
      Given alone = validation != null ? validation : test;
      Setting missing = validation == null ? Setting.VALIDATION_FROM : Setting.TEST_FROM;
      problems.add(alone.where(), "is given without " + missing.key() + "; both are needed.");
      return Split.DEFAULT;
    }
    Optional<LocalDateTime> validationFrom = time(validation);
    Optional<LocalDateTime> testFrom = time(test);
    if (validationFrom.isEmpty() || testFrom.isEmpty()) {
      return Split.DEFAULT;
    }
    if (testFrom.get().isBefore(validationFrom.get())) {
      problems.add(
          test.where(),
          test.value()
              + " is before "
              + validation.value()
              + ", where the validation part begins.");
      return Split.DEFAULT;
    }
    return new Split.ByDate(validationFrom.get(), testFrom.get());
  }

  private Split byCount(Given entry) {
    if (entry.values().size() != 2) {
      problems.add(
          entry.where(),
          String.join(",", entry.values())
              + " is not two numbers of rows, for validation and test, as 500,500.");
      return Split.DEFAULT;
    }
    List<Integer> counts = new ArrayList<>();
    for (String value : entry.values()) {
      given.whole(entry, value, 0, Integer.MAX_VALUE).map(Long::intValue).ifPresent(counts::add);
    }
    return counts.size() == 2 ? new Split.ByCount(counts.get(0), counts.get(1)) : Split.DEFAULT;
  }

  private Split byFraction(Given entry) {
    List<Double> parts = new ArrayList<>();
    for (String value : entry.values()) {
      SettingValues.decimal(value).filter(x -> x >= 0 && x <= 1).ifPresent(parts::add);
    }
    double sum = parts.stream().mapToDouble(Double::doubleValue).sum();
    boolean complete = parts.size() == 3 && entry.values().size() == 3;
    if (!complete || parts.get(0) <= 0 || Math.abs(sum - 1) > SUM_TOLERANCE) {
      problems.add(
          entry.where(),
          String.join(",", entry.values())
              + " is not three fractions that sum to 1, the first above 0, as 0.7,0.1,0.2.");
      return Split.DEFAULT;
    }
    return new Split.ByFraction(parts.get(0), parts.get(1));
  }

  private Optional<LocalDateTime> time(Given entry) {
    String text = entry.value().replace(' ', 'T');
    try {
      return Optional.of(
          switch (text.length()) {
            case 7 -> YearMonth.parse(text).atDay(1).atStartOfDay();
            case 10 -> LocalDate.parse(text).atStartOfDay();
            default -> LocalDateTime.parse(text, DateTimeFormatter.ISO_LOCAL_DATE_TIME);
          });
    } catch (DateTimeException e) {
      problems.add(
          entry.where(), entry.value() + " is not a time as 2018-01-01 or 2018-01-01T06:00.");
      return Optional.empty();
    }
  }

  private Optional<String> device() {
    Given entry = given.get(Setting.DEVICE);
    if (entry == null) {
      return Optional.empty();
    }
    String wish = String.join(",", entry.values());
    try {
      DeviceWish.of(wish);
    } catch (IllegalArgumentException e) {
      problems.add(entry.where(), e.getMessage());
      return Optional.empty();
    }
    return Optional.of(wish);
  }

  private CsvOptions csv(List<String> columns) {
    Given time = given.get(Setting.TIME);
    boolean noTime = given.toggle(Setting.NO_TIME).orElse(false);
    if (noTime && time != null) {
      problems.add(
          time.where(), "is given beside " + given.where(Setting.NO_TIME) + "; give one of them.");
    }
    Layout layout = layout();
    boolean rowsAreSeries = layout != Layout.LONG;
    if (rowsAreSeries && given.get(Setting.LAYOUT) != null) {
      for (Setting setting : List.of(Setting.SERIES, Setting.TIME)) {
        if (given.has(setting)) {
          problems.add(
              given.where(setting),
              layout == Layout.WIDE
                  ? "goes with the layout long; a wide file's first column is the id, and it has no times."
                  : "goes with the layout long; each line of a file of sequences is one, and has no times.");
        }
      }
    }
    boolean timesAreGiven = time != null || noTime || rowsAreSeries;
    boolean idsAreGiven = given.has(Setting.SERIES) || rowsAreSeries;
    return new CsvOptions(
        timesAreGiven ? given.names(Setting.TIME) : modelSource.timeColumns(),
        noTime,
        timeFormat(),
        delimiter(),
        given.toggle(Setting.DECIMAL_COMMA),
        columns,
        List.of(),
        given.has(Setting.CATEGORIES) ? given.names(Setting.CATEGORIES) : modelCategories,
        idsAreGiven ? given.names(Setting.SERIES) : modelSource.idColumns(),
        layout,
        given.choice(Setting.ABSENT_ROWS, AbsentRows.values()).orElseGet(modelSource::absentRows));
  }

  private Optional<String> timeFormat() {
    Optional<String> format = given.text(Setting.TIME_FORMAT);
    if (format.isEmpty() || Set.of("epoch-seconds", "epoch-millis").contains(format.get())) {
      return format;
    }
    try {
      DateTimeFormatter.ofPattern(format.get(), Locale.ROOT);
      return format;
    } catch (IllegalArgumentException e) {
      problems.add(
          given.where(Setting.TIME_FORMAT),
          format.get() + " is not a pattern as yyyy-MM-dd HH:mm (" + e.getMessage() + ").");
      return Optional.empty();
    }
  }

  private Optional<Character> delimiter() {
    Given entry = given.get(Setting.DELIMITER);
    if (entry == null) {
      return Optional.empty();
    }
    Optional<Character> delimiter = character(entry.value());
    if (delimiter.isEmpty()) {
      problems.add(entry.where(), "'" + entry.value() + "' is not one character, nor tab.");
    }
    return delimiter;
  }

  private static Optional<Character> character(String text) {
    if (text.equals("tab") || text.equals("\\t")) {
      return Optional.of('\t');
    }
    return text.length() == 1 ? Optional.of(text.charAt(0)) : Optional.empty();
  }

  private void requireDistinct(
      Path data, Path out, Optional<Path> history, Optional<Path> stepHistory) {
    requireDistinct(Setting.OUT, out, "the data are", data);
    history.ifPresent(path -> requireOwn(Setting.HISTORY, path, data, out));
    stepHistory.ifPresent(
        path -> {
          requireOwn(Setting.STEP_HISTORY, path, data, out);
          history.ifPresent(
              other ->
                  requireDistinct(
                      Setting.STEP_HISTORY, path, "the losses of the epochs are to be", other));
        });
  }

  private void requireOwn(Setting setting, Path path, Path data, Path out) {
    requireDistinct(setting, path, "the data are", data);
    requireDistinct(setting, path, "the model is to be", out);
  }

  private void requireDistinct(Setting setting, Path path, String what, Path other) {
    if (isSame(path, other)) {
      problems.add(given.where(setting), path + " is where " + what + "; name another file.");
    }
  }

  private static boolean isSame(Path path, Path other) {
    return path.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private static String baseName(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
