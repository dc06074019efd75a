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
 * @param history where the losses are written, if anywhere
 */
public record Plan(
    Path data, CsvOptions csv, Experiment experiment, Path out, Optional<Path> history) {}
