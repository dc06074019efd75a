package io.penstock.cli.config;

import io.penstock.csv.CsvOptions;
import io.penstock.experiment.Experiment;
import java.nio.file.Path;
import java.util.Optional;

/**
 * All that a training needs to know.
 *
 * @param data the CSV file
 * @param csv how to read it
 * @param experiment what to train
 * @param out where the model is written
 * @param history where the losses of the epochs are written, if anywhere
 * @param stepHistory where the losses of the steps are written, if anywhere
 * @param report where a page on the run is written, if anywhere
 * @param testFile on which the model is judged, if not on a part of the data
 */
public record Plan(
    Path data,
    CsvOptions csv,
    Experiment experiment,
    Path out,
    Optional<Path> history,
    Optional<Path> stepHistory,
    Optional<Path> report,
    Optional<Path> testFile) {}
