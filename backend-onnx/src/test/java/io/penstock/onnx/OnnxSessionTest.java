package io.penstock.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.preparation.Scaling;
import io.penstock.spi.ModelFormat.ModelSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxSessionTest {
  @TempDir private Path folder;

  private final Example model = Example.usual();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 255, 256, 257, 511, 512, 513, 1000})
  void aWindowsForecastDoesNotDependOnItsNeighbours(int count) throws IOException {
    float[] windows = model.windows(count, 3);
    int outputs = model.network().outputs();
    try (ModelSession session = new OnnxModelFormat().open(model.write(folder))) {
      float[] together = session.run(windows, Example.NO_FUTURE, count);

      assertThat(together).hasSize(count * outputs);
      for (int i = 0; i < count; i++) {
        float[] alone =
            session.run(
                Arrays.copyOfRange(windows, i * model.inputs(), (i + 1) * model.inputs()),
                Example.NO_FUTURE,
                1);
        for (int j = 0; j < outputs; j++) {
          double scale = model.preparation().target(j % 2).scale();
          assertThat(Math.abs(together[i * outputs + j] - alone[j]) / scale)
              .as("window %d, output %d", i, j)
              .isLessThan(2e-6);
        }
      }
    }
  }

  @Test
  void oneSessionServesSeveralThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (ModelSession session = new OnnxModelFormat().open(model.write(folder))) {
      List<Future<Boolean>> equal = new ArrayList<>();
      for (int call = 0; call < 200; call++) {
        int count = 1 + call * 7 % 300;
        float[] windows = model.windows(count, call);
        float[] expected = session.run(windows, Example.NO_FUTURE, count);
        equal.add(
            threads.submit(
                () -> Arrays.equals(expected, session.run(windows, Example.NO_FUTURE, count))));
      }
      for (Future<Boolean> one : equal) {
        assertThat(one.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  static Stream<Anchor> anchors() {
    return Stream.of(Anchor.LAST_VALUE, Anchor.NONE, Anchor.lastSeason(3));
  }

  @ParameterizedTest
  @MethodSource("anchors")
  void aMissingValueThatTheNetworkReadsMakesTheForecastMissing(Anchor anchor) throws IOException {
    Example layered =
        Example.of(
            12,
            2,
            List.of(0),
            List.of(1),
            3,
            Scaling.STANDARD,
            anchor,
            List.of(LstmLayer.of(8), LstmLayer.of(5)));
    try (ModelSession session = new OnnxModelFormat().open(layered.write(folder))) {
      for (int row = 0; row < 12; row++) {
        float[] windows = layered.windows(3, 5);
        windows[layered.inputs() + row * 2] = Float.NaN;

        float[] forecasts = session.run(windows, Example.NO_FUTURE, 3);

        assertThat(Arrays.copyOfRange(forecasts, 3, 6))
            .as("missing at row %d", row)
            .containsOnly(Float.NaN);
        assertThat(Arrays.copyOfRange(forecasts, 0, 3)).doesNotContain(Float.NaN);
        assertThat(Arrays.copyOfRange(forecasts, 6, 9)).doesNotContain(Float.NaN);
      }
    }
  }

  @Test
  void arraysOfAnotherLengthAreRefused() throws IOException {
    try (ModelSession session = new OnnxModelFormat().open(model.write(folder))) {
      float[] windows = model.windows(2, 1);
      for (int count : new int[] {1, 3, Integer.MAX_VALUE}) {
        assertThatThrownBy(() -> session.run(windows, Example.NO_FUTURE, count))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("96 raw values do not make " + count + " windows of 12 rows and 4 columns");
      }
    }
  }

  @Test
  void asMuchOfTheFutureAsTheModelTakesMustBeKnown() throws IOException {
    Example full = Example.full();
    try (ModelSession session = new OnnxModelFormat().open(full.write(folder))) {
      float[] windows = full.windows(2, 1);
      for (int length : new int[] {0, 8, 15, 17}) {
        assertThatThrownBy(() -> session.run(windows, new float[length], 2))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                length
                    + " values known of the future do not make 2 windows of 4 rows and 2 columns");
      }
    }
    try (ModelSession session = new OnnxModelFormat().open(model.write(folder))) {
      assertThatThrownBy(() -> session.run(model.windows(2, 1), new float[6], 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("6 values known of the future for a model that takes none");
    }
  }

  @Test
  void windowsWithAFutureDoNotDependOnTheirNeighboursEither() throws IOException {
    Example full = Example.full();
    int count = 700;
    int outputs = full.network().outputs();
    float[] windows = full.windows(count, 3);
    float[] future = full.future(count, 4);
    try (ModelSession session = new OnnxModelFormat().open(full.write(folder))) {
      float[] together = session.run(windows, future, count);
      for (int i = 0; i < count; i++) {
        float[] alone =
            session.run(
                Arrays.copyOfRange(windows, i * full.inputs(), (i + 1) * full.inputs()),
                Arrays.copyOfRange(future, i * 8, (i + 1) * 8),
                1);
        for (int j = 0; j < outputs; j++) {
          double scale = full.scale(j / 3 % 2);
          assertThat(Math.abs(together[i * outputs + j] - alone[j]) / scale)
              .as("window %d, output %d", i, j)
              .isLessThan(5e-6);
        }
      }
    }
  }

  @Test
  void aClosedSessionSaysSo() throws IOException {
    ModelSession session = new OnnxModelFormat().open(model.write(folder));
    session.close();
    session.close();

    assertThatThrownBy(() -> session.run(model.windows(1, 1), Example.NO_FUTURE, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
