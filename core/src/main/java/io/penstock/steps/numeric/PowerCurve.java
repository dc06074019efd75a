package io.penstock.steps.numeric;

/**
 * A power transformation in units in which it loses no digits. With {@code t = (x − centre) /
 * (centre + shift)} it is {@code w = ((1 + t)^power − 1) / power}, for the power 0 the logarithm of
 * {@code 1 + t}. The transformation of Box and Cox of a number x, {@code (x^power − 1) / power}, is
 * {@code w · centre^power} plus a constant where the shift is 0; that of Yeo and Johnson of a
 * number of at least 0 likewise where the shift is 1. So all three lead to the same scaled numbers,
 * but for w no power of a large number is subtracted from a small one.
 *
 * @param shift 0 or 1
 * @param centre at which w is 0; {@code centre + shift} is above 0
 * @param power λ
 */
public record PowerCurve(double shift, double centre, double power) {
  /** Powers are looked for between this and its negative. */
  public static final double GREATEST_POWER = 5;

  /**
   * x to w, for x above −shift.
   *
   * @param x in the column's own units
   * @return the transformed value
   */
  public double apply(double x) {
    return ofLogarithm(Math.log1p((x - centre) / (centre + shift)), power);
  }

  static double ofLogarithm(double logarithm, double power) {
    return power == 0 ? logarithm : Math.expm1(power * logarithm) / power;
  }

  /** {@return the slope by which the transformation as it is commonly written is steeper than w} */
  public double steepness() {
    return Math.exp(power * Math.log(centre + shift));
  }

  /**
   * {@return the transformation of Box and Cox (1964, "An analysis of transformations") under which
   * a normal distribution makes the values likeliest} Its centre is their geometric mean.
   *
   * @param values above 0, not all the same
   */
  public static PowerCurve boxCox(Sample values) {
    float[] x = values.values();
    double[] logarithms = new double[x.length];
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      logarithms[i] = Math.log(x[i]);
      sum += logarithms[i];
    }
    double mean = sum / x.length;
    float centre = (float) Math.exp(mean);
    double reference = Math.log(centre);
    for (int i = 0; i < x.length; i++) {
      logarithms[i] -= reference;
    }
    double[] transformed = new double[x.length];
    double power =
        Minimum.between(
            -GREATEST_POWER,
            GREATEST_POWER,
            lambda -> {
              for (int i = 0; i < x.length; i++) {
                transformed[i] = ofLogarithm(logarithms[i], lambda);
              }
              return logarithmOfDeviation(transformed);
            });
    return new PowerCurve(0, centre, (float) power);
  }

  /**
   * The logarithm of a standard deviation. All is divided by the greatest first, since squares of
   * large numbers may be infinite.
   */
  static double logarithmOfDeviation(double[] values) {
    double greatest = 0;
    double sum = 0;
    for (double value : values) {
      greatest = Math.max(greatest, Math.abs(value));
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    double differences = 0;
    for (double value : values) {
      double difference = (value - mean) / greatest;
      squares += difference * difference;
      differences += difference;
    }
    double variance = (squares - differences * differences / values.length) / values.length;
    return Math.log(greatest) + Math.log(variance) / 2;
  }
}
