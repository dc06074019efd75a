package io.penstock.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.penstock.formula.Formula;
import io.penstock.formula.FormulaEvaluator;
import io.penstock.model.RawWindows;
import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Recovery;
import io.penstock.preparation.Scaling;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Formulas as the columns of a preparation, computed in Java and by ONNX Runtime. */
final class FormulaGraphs implements AutoCloseable {
  private final List<Formula> formulas;
  private final List<String> columns;
  private final int lookBack;
  private final int history;
  private final OrtEnvironment environment = RuntimeEnvironment.get();
  private final OrtSession session;

  /**
   * @param columns of the series that are asked about
   * @param lookBack rows of a window in which the formulas are wanted
   */
  FormulaGraphs(List<Formula> formulas, List<String> columns, int lookBack) throws OrtException {
    this.formulas = formulas;
    this.columns = columns;
    this.lookBack = lookBack;
    this.history = preparation().history();
    this.session = environment.createSession(encode());
  }

  List<Formula> formulas() {
    return formulas;
  }

  /** How many windows a series has. */
  private int windows(Series series) {
    return series.rows() - history - lookBack + 1;
  }

  private Preparation preparation() {
    List<ColumnScaling> prepared = new ArrayList<>();
    for (int k = 0; k < formulas.size(); k++) {
      prepared.add(new ColumnScaling("prepared " + k, 0, 1));
    }
    List<Integer> all = IntStream.range(0, formulas.size()).boxed().toList();
    return new Preparation(
        Scaling.NONE,
        columns,
        Map.of(),
        formulas,
        prepared,
        all,
        List.of(0),
        List.of(),
        List.of(new Recovery(List.of(), formulas.get(0), 1)),
        List.of());
  }

  private Network network() {
    return new Network(lookBack, formulas.size(), 1, 1, Anchor.NONE, List.of(LstmLayer.of(1)));
  }

  /** The file's bytes, checked. */
  byte[] encode() {
    GraphBuilder graph = new GraphBuilder("prepared", "prepared");
    String window = new PreparationNodes(network(), preparation(), graph).window().value();
    graph.node("result", "Identity", List.of(window));
    graph.output("forecast", "", lookBack, formulas.size());
    return OnnxChecker.check(OnnxFile.encode(graph.build(), Map.of()));
  }

  /** [window, row, formula] by ONNX Runtime, all windows at once. */
  float[] byRuntime(Series series) throws OrtException {
    int past = history + lookBack;
    int width = columns.size();
    int count = windows(series);
    FloatBuffer rows = FloatBuffer.allocate(count * past * width);
    LongBuffer times = LongBuffer.allocate(count * past);
    for (int i = 0; i < count; i++) {
      rows.put(series.values(), i * width, past * width);
      for (int row = i; row < i + past; row++) {
        times.put(series.time(row));
      }
    }
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      inputs.put(
          "window",
          OnnxTensor.createTensor(environment, rows.flip(), new long[] {count, past, width}));
      if (RawWindows.times(network(), preparation()) > 0) {
        inputs.put(
            "time", OnnxTensor.createTensor(environment, times.flip(), new long[] {count, past}));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
        float[] prepared = new float[values.remaining()];
        values.get(prepared);
        return prepared;
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  /** The same in Java, over the whole series. */
  float[] inJava(Series series) {
    float[] all = new float[series.rows() * formulas.size()];
    new FormulaEvaluator(formulas).evaluate(series, new RowRange(0, series.rows()), all);
    int each = lookBack * formulas.size();
    float[] prepared = new float[windows(series) * each];
    for (int i = 0; i < windows(series); i++) {
      System.arraycopy(all, (history + i) * formulas.size(), prepared, i * each, each);
    }
    return prepared;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
