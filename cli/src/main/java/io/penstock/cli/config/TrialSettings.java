package io.penstock.cli.config;

import io.penstock.backtesting.BacktestPlan;
import io.penstock.csv.CsvOptions;
import io.penstock.series.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The settings of an experiment and of each of its variants, and what they amount to. A variant
 * changes the file as options of the command line do, and options win over all of them. All that is
 * wrong is said at once, what is wrong with the experiment not again for each variant.
 */
public final class TrialSettings {
  /** What stands in the place of a value that was taken back. */
  private static final String NOT_GIVEN = "not given";

  private final Problems problems = new Problems();
  private final Optional<Path> file;
  private final List<WrittenVariant> variants;
  private final boolean named;
  private final Settings itself;
  private final List<Settings> ofVariants = new ArrayList<>();
  private final List<Problems> problemsOfVariants = new ArrayList<>();

  private TrialSettings(List<Given> flags, Optional<Path> file, Path folder) {
    this.file = file;
    ExperimentFile.Content content =
        file.map(path -> ExperimentFile.read(path, problems)).orElse(ExperimentFile.Content.NONE);
    this.variants = content.variants();
    this.named = content.named();
    this.itself = Settings.of(content.settings(), List.of(), flags, problems, folder);
    for (WrittenVariant variant : variants) {
      Problems own = new Problems();
      problemsOfVariants.add(own);
      ofVariants.add(Settings.of(content.settings(), variant.changes(), flags, own, folder));
    }
  }

  /**
   * @param flags from the command line; they win
   * @param file a YAML file with the rest, variants among it
   * @param folder that outputs go into whose place is not given
   */
  public static TrialSettings of(List<Given> flags, Optional<Path> file, Path folder) {
    return new TrialSettings(flags, file, folder);
  }

  /** The experiment as it is. */
  public Settings itself() {
    return itself;
  }

  /** Looks at the file of the data, if it is named, for what is not given. */
  public void lookAtData(
      Function<Path, Layout> layoutOf, BiFunction<Path, CsvOptions, List<String>> columnsOf) {
    // Once for all: the data and how they are read are the same.
    Map<Path, Layout> layouts = new HashMap<>();
    Map<Path, List<String>> columns = new HashMap<>();
    List<Settings> all = new ArrayList<>(List.of(itself));
    all.addAll(ofVariants);
    for (Settings settings : all) {
      settings.lookAtData(
          path -> layouts.computeIfAbsent(path, layoutOf),
          (path, options) -> columns.computeIfAbsent(path, file -> columnsOf.apply(file, options)));
    }
  }

  /**
   * What is to be tried.
   *
   * @throws io.penstock.error.PenstockException with code CONFIG that says all that is wrong
   */
  public TrialsPlan plan() {
    requireVariants();
    SettingValues given = itself.given();
    boolean inFolds =
        given
            .choice(Setting.JUDGED_ON, JudgedOn.values())
            .filter(JudgedOn.FOLDS::equals)
            .isPresent();
    if (given.has(Setting.FROM)) {
      problems.add(
          given.where(Setting.FROM),
          "trials are trained from first weights of their own; leave it out.");
    }
    if (inFolds) {
      itself.requireNoRowsAsStep();
    }
    Optional<BacktestPlan> folds =
        inFolds ? Optional.of(FoldSettings.read(given, problems)) : Optional.empty();
    List<TrialsPlan.NamedPlan> plans = new ArrayList<>();
    plans.add(new TrialsPlan.NamedPlan(itself.name(), Map.of(), itself.readPlan()));
    Set<String> known = new LinkedHashSet<>(problems.found());
    for (int k = 0; k < variants.size(); k++) {
      plans.add(plan(k, known));
    }
    problems.refuse();
    return new TrialsPlan(plans, folds, given.path(Setting.OUT));
  }

  private void requireVariants() {
    if (file.isEmpty()) {
      problems.add(
          "no variants: they stand in a YAML file, which is named by --config; see penstock trials --help.");
    } else if (!named) {
      problems.add(
          file.get()
              + " has no variants: add a list of them, as variants: [{name: wide, units: 128}].");
    }
    file.ifPresent(
        path -> WrittenVariants.requireOtherNames(itself.name(), variants, path, problems));
  }

  private TrialsPlan.NamedPlan plan(int k, Set<String> known) {
    WrittenVariant variant = variants.get(k);
    Settings settings = ofVariants.get(k);
    Plan plan = settings.readPlan();
    for (String problem : problemsOfVariants.get(k).found()) {
      if (known.add(problem)) {
        problems.add(
            problem.contains(", variant ")
                ? problem
                : "variant " + variant.name() + ": " + problem);
      }
    }
    Map<String, String> changes = new LinkedHashMap<>();
    for (Setting setting : variant.changed()) {
      settings.written(setting).ifPresent(value -> changes.put(setting.key(), value));
    }
    for (Setting setting : variant.withdrawn()) {
      changes.putIfAbsent(setting.key(), settings.written(setting).orElse(NOT_GIVEN));
    }
    return new TrialsPlan.NamedPlan(variant.name(), changes, plan);
  }
}
