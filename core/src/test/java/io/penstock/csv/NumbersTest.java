package io.penstock.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @Test
  void everyNumberIsReadAsTheJdkReadsIt() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (!Float.isFinite(value)) {
        continue;
      }
      requireSame(Float.toString(value));
      requireSame(Double.toString(value + random.nextGaussian() * Math.ulp(value)));
      requireSame(String.format("%.3f", random.nextGaussian() * 1000));
    }
  }

  @Test
  void numbersNearTheMiddleOfTwoFloatsAreRoundedToTheNearest() {
    Random random = new Random(8);
    for (int i = 0; i < 100_000; i++) {
      float value = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(10) - 5));
      double middle = value + 0.5 * Math.ulp(value);
      String written = new BigDecimal(middle).toPlainString();
      requireSame(written);
      requireSame(written + (written.contains(".") ? "1" : ".0000000000000000001"));
      requireSame(Double.toString(Math.nextUp(middle)));
      requireSame(Double.toString(Math.nextDown(middle)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "0.0",
        ".5",
        "5.",
        "+7",
        "1e5",
        "1E-5",
        "1e+05",
        "00012.500",
        "16777217",
        "3.4028235e38",
        "3.5e38",
        "1e-45",
        "1e-46",
        "1e400",
        "1e-400",
        "123456789012345678901234567890",
        "0.1234567890123456789012345",
        "1.17549435E-38",
        "1e22",
        "1e23",
        "1e-22",
        "1e-23",
        "33554433",
        "0.000000000000000000000000000000000001"
      })
  void oddFormsAreReadAsTheJdkReadsThem(String written) {
    requireSame(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "e5",
        "1e",
        "1e+",
        "1.2.3",
        "1,5",
        "0x10",
        "1f",
        "1d",
        "NaN",
        "Infinity",
        "1 2",
        "--1",
        "1-",
        "٣"
      })
  void whatIsNoNumberIsNotRead(String written) {
    assertThat(parse(written)).isNaN();
  }

  @Test
  void whatIsWrittenReadsBackEqualAndShort() {
    Random random = new Random(9);
    for (int i = 0; i < 100_000; i++) {
      float value =
          i % 2 == 0
              ? Float.intBitsToFloat(random.nextInt())
              : (float) (random.nextGaussian() * Math.pow(10, random.nextInt(14) - 6));
      if (Float.isFinite(value)) {
        String written = written(value);
        assertThat(Float.floatToRawIntBits(parse(written)))
            .as(written)
            .isEqualTo(Float.floatToRawIntBits(value));
        assertThat(written.length()).as(written).isLessThanOrEqualTo(17);
      }
    }
  }

  @Test
  void whatIsWrittenHasNoMoreDigitsThanItNeeds() {
    assertThat(written(112f)).isEqualTo("112");
    assertThat(written(0.1f)).isEqualTo("0.1");
    assertThat(written(-20.25f)).isEqualTo("-20.25");
    assertThat(written(0.001f)).isEqualTo("0.001");
    assertThat(written(16777216f)).isEqualTo("16777216");
    assertThat(written(0f)).isEqualTo("0");
    assertThat(written(-0f)).isEqualTo("-0");
    assertThat(written(2e-45f)).isEqualTo("1E-45");
    assertThat(written(Float.MAX_VALUE)).isEqualTo("3.4028235E+38");
    // Float.toString writes 2.0E-3 and more digits than these on older JDKs.
    assertThat(written(2.0e-3f)).isEqualTo("0.002");
    assertThat(written(9.999999e-4f)).isEqualTo("0.0009999999");
  }

  private static void requireSame(String written) {
    float expected = Float.parseFloat(written);
    float found = parse(written);
    if (Float.floatToRawIntBits(found) != Float.floatToRawIntBits(expected)) {
      throw new AssertionError(written + " was read as " + found + ", not " + expected);
    }
  }

  private static float parse(String written) {
    return Numbers.parse(written.toCharArray(), 0, written.length(), '.');
  }

  private static String written(float value) {
    StringBuilder text = new StringBuilder();
    Numbers.append(text, value);
    return text.toString();
  }
}
