package io.penstock.cli.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.penstock.training.StepReport;
import io.penstock.training.TrainingListener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The loss of each step of a run, which a model's description does not hold. A step takes 16 bytes
 * of memory, since there may be millions.
 */
public final class StepHistory implements TrainingListener {
  private static final int FIRST_CAPACITY = 1024;

  private double[] losses = new double[FIRST_CAPACITY];
  private double[] rates = new double[FIRST_CAPACITY];
  private int count;
  private int firstEpoch;
  private int stepsOfEpoch;

  @Override
  public void onStep(StepReport report) {
    if (count == 0) {
      firstEpoch = report.epoch();
      stepsOfEpoch = report.steps();
    }
    if (count == losses.length) {
      losses = Arrays.copyOf(losses, 2 * count);
      rates = Arrays.copyOf(rates, 2 * count);
    }
    losses[count] = report.loss();
    rates[count] = report.learningRate();
    count++;
  }

  /** As CSV in UTF-8: epoch and step, both counted from 1, the loss before the update, the rate. */
  public void writeTo(OutputStream to) throws IOException {
    CsvWriter csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .build(new OutputStreamWriter(to, StandardCharsets.UTF_8));
    csv.writeRecord("epoch", "step", "loss", "learning rate");
    for (int i = 0; i < count; i++) {
      csv.writeRecord(
          Integer.toString(firstEpoch + i / stepsOfEpoch),
          Integer.toString(i % stepsOfEpoch + 1),
          Double.toString(losses[i]),
          Double.toString(rates[i]));
    }
    csv.flush();
  }
}
