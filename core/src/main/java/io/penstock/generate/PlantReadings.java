package io.penstock.generate;

import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Hourly readings of a plant, of which the first follows the others. Columns: {@code flow} in cubic
 * metres an hour, {@code pressure} in bar, {@code temperature} in degrees Celsius.
 *
 * <p>Pressure is about 6, with a daily wave, noise that lasts some hours, and a new set point about
 * every 60 hours. Temperature is about 60, with a daily wave of its own and noise that lasts a day.
 * The flow goes four tenths of the way an hour to where the root of the pressure of two hours and
 * the temperature of five hours before drive it, with noise of 0.5. So its next value can be known
 * far better by who reads all three.
 */
record PlantReadings() implements Generator {
  private static final int DAY = 24;
  private static final int PRESSURE_DELAY = 2;
  private static final int TEMPERATURE_DELAY = 5;
  private static final double FLOW = 120;
  private static final double PRESSURE = 6;
  private static final double TEMPERATURE = 60;

  @Override
  public String name() {
    return "plant";
  }

  @Override
  public String description() {
    return "Hourly flow, pressure and temperature of a plant: the flow follows the others some hours later.";
  }

  @Override
  public int defaultRows() {
    return 2000;
  }

  @Override
  public Series generate(int rows, long seed) {
    GeneratedRows made = new GeneratedRows(name(), rows, "flow", "pressure", "temperature");
    Chance chance = new Chance(seed);
    double[] pressures = new double[PRESSURE_DELAY + 1];
    double[] temperatures = new double[TEMPERATURE_DELAY + 1];
    Arrays.fill(pressures, PRESSURE);
    Arrays.fill(temperatures, TEMPERATURE);
    double setPoint = 0;
    double unrest = 0;
    double weather = 0;
    double flow = FLOW;
    for (int row = 0; row < rows; row++) {
      double angle = 2 * StrictMath.PI * (row % DAY) / DAY;
      if (chance.happens(1 / 60.0)) {
        setPoint = chance.uniform(-0.8, 0.8);
      }
      unrest = 0.8 * unrest + 0.15 * chance.gaussian();
      weather = 0.96 * weather + 0.5 * chance.gaussian();
      double pressure = PRESSURE + setPoint + 0.4 * StrictMath.sin(angle) + unrest;
      double temperature = TEMPERATURE + 4 * StrictMath.cos(angle) + weather;
      pressures[row % pressures.length] = pressure;
      temperatures[row % temperatures.length] = temperature;
      double driven =
          FLOW * StrictMath.sqrt(pressures[(row + 1) % pressures.length] / PRESSURE)
              - 1.2 * (temperatures[(row + 1) % temperatures.length] - TEMPERATURE);
      flow += 0.4 * (driven - flow) + 0.5 * chance.gaussian();
      made.add(flow, 1);
      made.add(pressure, 2);
      made.add(temperature, 1);
    }
    return made.series(LocalDate.of(2024, 1, 1), new Frequency(1, TimeStep.HOUR));
  }
}
