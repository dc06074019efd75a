package io.penstock.cli.report;

import io.penstock.comparison.Comparison;
import io.penstock.evaluation.Evaluation;
import io.penstock.experiment.Split;
import io.penstock.model.ModelDescription;
import io.penstock.series.Series;
import io.penstock.trials.TrialResults;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command knows when it writes a report. What is not there has no section.
 *
 * @param title what was done, in a few words
 * @param command the words that do it again
 * @param written when
 * @param verdict in a sentence or two; empty for that of the evaluation or the comparison
 * @param notices what may not be as it is meant, a sentence or two each
 * @param series the data
 * @param split how they were cut into parts
 * @param model that was trained or judged
 * @param evaluation its scores
 * @param judged on what, as {@code the test part}
 * @param forecasts some of its forecasts beside the truth
 * @param comparison of engines
 * @param findings what is wrong or may be, the gravest first
 * @param folds of a backtest, in order
 * @param trials side by side
 * @param settings that were given or hold by default, in the order in which they are explained
 */
public record ReportContent(
    String title,
    String command,
    Instant written,
    Optional<String> verdict,
    List<String> notices,
    Optional<Series> series,
    Optional<Split> split,
    Optional<ModelDescription> model,
    Optional<Evaluation> evaluation,
    String judged,
    Optional<ForecastSample> forecasts,
    Optional<Comparison> comparison,
    List<Said> findings,
    List<FoldScores> folds,
    Optional<Trials> trials,
    List<StatedSetting> settings) {
  /** Copies the lists. */
  public ReportContent {
    notices = List.copyOf(notices);
    findings = List.copyOf(findings);
    folds = List.copyOf(folds);
    settings = List.copyOf(settings);
  }

  /**
   * A setting of the run.
   *
   * @param group what it is about
   * @param key its name
   * @param value as it was written, or what holds if nothing is
   * @param given whether it was
   */
  public record StatedSetting(String group, String key, String value, boolean given) {}

  /**
   * Something that was found in data or model.
   *
   * @param severity in a word
   * @param check that found it
   * @param found in a sentence with its numbers
   * @param advice what to try
   */
  public record Said(String severity, String check, String found, String advice) {}

  /**
   * A fold of a backtest.
   *
   * @param name as {@code 1}
   * @param trainedTo the last row that it has learnt from
   * @param tested the rows that it was judged on
   * @param evaluation its scores
   */
  public record FoldScores(String name, String trainedTo, String tested, Evaluation evaluation) {}

  /**
   * Trials side by side.
   *
   * @param results what came of them
   * @param changes of each, by its name: keys and what it gives them
   */
  public record Trials(TrialResults results, Map<String, Map<String, String>> changes) {
    /** Copies the map. */
    public Trials {
      changes = Map.copyOf(changes);
    }
  }

  /** Begins the content of a page. */
  public static Builder of(String title, String command, Instant written) {
    return new Builder(title, command, written);
  }

  /** Collects what there is. */
  public static final class Builder {
    private final String title;
    private final String command;
    private final Instant written;
    private Optional<String> verdict = Optional.empty();
    private List<String> notices = List.of();
    private Optional<Series> series = Optional.empty();
    private Optional<Split> split = Optional.empty();
    private Optional<ModelDescription> model = Optional.empty();
    private Optional<Evaluation> evaluation = Optional.empty();
    private String judged = "";
    private Optional<ForecastSample> forecasts = Optional.empty();
    private Optional<Comparison> comparison = Optional.empty();
    private List<Said> findings = List.of();
    private List<FoldScores> folds = List.of();
    private Optional<Trials> trials = Optional.empty();
    private List<StatedSetting> settings = List.of();

    private Builder(String title, String command, Instant written) {
      this.title = title;
      this.command = command;
      this.written = written;
    }

    /** What the whole amounts to. */
    public Builder verdict(String value) {
      verdict = Optional.of(value);
      return this;
    }

    /** What may not be as it is meant. */
    public Builder notices(List<String> value) {
      notices = value;
      return this;
    }

    /** The data. */
    public Builder series(Series value) {
      series = Optional.of(value);
      return this;
    }

    /** How they were cut into parts. */
    public Builder split(Split value) {
      split = Optional.of(value);
      return this;
    }

    /** The model. */
    public Builder model(ModelDescription value) {
      model = Optional.of(value);
      return this;
    }

    /**
     * Its scores.
     *
     * @param on what they are of, as {@code the test part}
     */
    public Builder evaluation(Optional<Evaluation> value, String on) {
      evaluation = value;
      judged = on;
      return this;
    }

    /** Some of its forecasts. */
    public Builder forecasts(Optional<ForecastSample> value) {
      forecasts = value;
      return this;
    }

    /** The comparison. */
    public Builder comparison(Comparison value) {
      comparison = Optional.of(value);
      return this;
    }

    /** What is wrong or may be. */
    public Builder findings(List<Said> value) {
      findings = value;
      return this;
    }

    /** The folds of a backtest. */
    public Builder folds(List<FoldScores> value) {
      folds = value;
      return this;
    }

    /** Trials side by side. */
    public Builder trials(Trials value) {
      trials = Optional.of(value);
      return this;
    }

    /** The settings. */
    public Builder settings(List<StatedSetting> value) {
      settings = value;
      return this;
    }

    /** The content. */
    public ReportContent build() {
      return new ReportContent(
          title,
          command,
          written,
          verdict,
          notices,
          series,
          split,
          model,
          evaluation,
          judged,
          forecasts,
          comparison,
          findings,
          folds,
          trials,
          settings);
    }
  }
}
