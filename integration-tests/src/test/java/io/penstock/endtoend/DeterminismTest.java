package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Rule N3, over starts of the JVM. */
class DeterminismTest extends EndToEndTest {
  private static final Pattern CREATED =
      Pattern.compile("(penstock\\.created..)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

  /** A model file, one character a byte, without the time stamp. */
  private String model(String name, String backend, int threads, int seed) throws Exception {
    succeed(
        "train",
        "sine.csv",
        "--target=value",
        "--look-back=48",
        "--horizon=3",
        "--units=32",
        "--batch=256",
        "--epochs=2",
        "--seed=" + seed,
        "--threads=" + threads,
        "--backend=" + backend,
        "--quiet",
        "--out=" + name);
    String bytes = Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
    Matcher created = CREATED.matcher(bytes);
    assertThat(created.find()).as("a time stamp").isTrue();
    return created.replaceFirst("$1");
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void theSameSeedGivesTheSameFileWhateverTheThreads(String backend) throws Exception {
    succeed("generate", "sine", "--rows=1200", "--out=sine.csv");

    String first = model("first.onnx", backend, 1, 5);

    assertThat(model("again.onnx", backend, 1, 5)).isEqualTo(first);
    assertThat(model("two.onnx", backend, 2, 5)).isEqualTo(first);
    assertThat(model("three.onnx", backend, 3, 5)).isEqualTo(first);
    assertThat(model("other.onnx", backend, 1, 6)).isNotEqualTo(first);
  }
}
