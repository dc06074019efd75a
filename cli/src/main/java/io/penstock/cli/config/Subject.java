package io.penstock.cli.config;

import io.penstock.csv.CsvOptions;
import io.penstock.experiment.Experiment;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code penstock diagnose} is to look at.
 *
 * @param data the CSV file
 * @param csv how to read it
 * @param experiment what a model is or was to be trained on; empty where no target is named
 */
public record Subject(Path data, CsvOptions csv, Optional<Experiment> experiment) {}
