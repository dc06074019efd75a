package io.penstock.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Random;

/** A large file: random walks with a daily wave, a row a minute. */
final class GeneratedRows {
  /** Columns beside the time. */
  static final int COLUMNS = 8;

  private GeneratedRows() {}

  /** Writes it; a longer file begins with the rows of a shorter one. */
  static void write(Path file, int rows) throws IOException {
    Random random = new Random(1);
    double[] walk = new double[COLUMNS];
    LocalDateTime time = LocalDateTime.of(2020, 1, 1, 0, 0);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("time,a,b,c,d,e,f,g,h\n");
      StringBuilder line = new StringBuilder();
      for (int row = 0; row < rows; row++) {
        line.setLength(0);
        line.append(time.plusMinutes(row));
        for (int c = 0; c < COLUMNS; c++) {
          walk[c] += random.nextGaussian();
          double value = 100 * c + walk[c] + 20 * Math.sin(2 * Math.PI * row / 1440);
          line.append(',').append(Math.round(value * 1000) / 1000.0);
        }
        out.write(line.append('\n').toString());
      }
    }
  }
}
