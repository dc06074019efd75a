package io.penstock.steps.numeric;

/**
 * The transformation of Yeo and Johnson (2000, "A new family of power transformations to improve
 * normality or symmetry"): of x ≥ 0 it is {@code ((x + 1)^λ − 1) / λ}, of x &lt; 0 {@code −((1 −
 * x)^(2−λ) − 1) / (2 − λ)}, the powers 0 being logarithms. It is kept in units in which it loses no
 * digits: less its value at a centre and divided by a positive number. Where the centre is below 0
 * all is mirrored, as the transformation of −x with 2 − λ is the negative of that of x with λ.
 *
 * @param mirrored whether x stands for −x, and the result for its negative
 * @param above for numbers of at least 0, after mirroring; its shift is 1
 */
public record SignedPowerCurve(boolean mirrored, PowerCurve above) {
  /** {@return the λ of Yeo and Johnson} */
  public double lambda() {
    return mirrored ? 2 - above.power() : above.power();
  }

  /** {@return the power for numbers below 0, after mirroring} */
  public double powerBelow() {
    return 2 - above.power();
  }

  /** {@return the result for 0, after mirroring} */
  public double atZero() {
    return above.apply(0);
  }

  /**
   * x to w.
   *
   * @param x in the column's own units
   * @return the transformed value
   */
  public double apply(double x) {
    double z = mirrored ? -x : x;
    double w =
        z >= 0
            ? above.apply(z)
            : atZero() - PowerCurve.ofLogarithm(Math.log1p(-z), powerBelow()) / above.steepness();
    return mirrored ? -w : w;
  }

  /**
   * {@return the transformation under which a normal distribution makes the values likeliest} Its
   * centre is their median.
   *
   * @param values not all the same
   */
  public static SignedPowerCurve likeliest(Sample values) {
    float median = (float) values.median();
    boolean mirrored = median < 0;
    float centre = Math.abs(median);
    float[] x = values.values();
    double[] logarithms = new double[x.length];
    boolean[] below = new boolean[x.length];
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double z = mirrored ? -x[i] : x[i];
      below[i] = z < 0;
      logarithms[i] = below[i] ? Math.log1p(-z) : Math.log1p((z - centre) / (1 + centre));
      sum += Math.copySign(Math.log1p(Math.abs(z)), z);
    }
    double mean = sum / x.length;
    double[] transformed = new double[x.length];
    double power =
        Minimum.between(
            1 - PowerCurve.GREATEST_POWER,
            1 + PowerCurve.GREATEST_POWER,
            lambda -> {
              PowerCurve curve = new PowerCurve(1, centre, lambda);
              double atZero = curve.apply(0);
              double steepness = curve.steepness();
              for (int i = 0; i < x.length; i++) {
                transformed[i] =
                    below[i]
                        ? atZero - PowerCurve.ofLogarithm(logarithms[i], 2 - lambda) / steepness
                        : PowerCurve.ofLogarithm(logarithms[i], lambda);
              }
              return PowerCurve.logarithmOfDeviation(transformed)
                  + lambda * Math.log1p(centre)
                  - (lambda - 1) * mean;
            });
    return new SignedPowerCurve(mirrored, new PowerCurve(1, centre, (float) power));
  }
}
