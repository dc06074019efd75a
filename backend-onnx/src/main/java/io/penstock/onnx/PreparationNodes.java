package io.penstock.onnx;

import io.penstock.formula.Formula;
import io.penstock.model.RawWindows;
import io.penstock.network.Anchor;
import io.penstock.network.Network;
import io.penstock.onnx.FormulaNodes.Block;
import io.penstock.onnx.FormulaNodes.Place;
import io.penstock.onnx.FormulaPlan.Wanted;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The beginning of a graph: its inputs, and from raw rows and times to what the network reads and
 * what the way back needs.
 */
final class PreparationNodes {
  /** How the names of all values begin that formulas give. */
  static final String PREFIX = "prepare";

  /**
   * Name of the prepared window, [batch, row, column], whose shape is stated where it has formulas.
   */
  static final String WINDOW = "prepared";

  private final Network network;
  private final Preparation preparation;
  private final GraphBuilder graph;
  private final Operators ops;
  private final int past;
  private final int all;
  private final String window;
  private final Optional<String> time;
  private final Optional<String> future;
  private final List<Wanted> wanted = new ArrayList<>();

  /** The columns that are prepared in the window. */
  private final List<Integer> columns;

  private final Optional<FormulaNodes> formulas;

  PreparationNodes(Network network, Preparation preparation, GraphBuilder graph) {
    this.network = network;
    this.preparation = preparation;
    this.graph = graph;
    this.ops = new Operators(graph, PREFIX);
    this.past = RawWindows.pastRows(network, preparation);
    this.all = Math.addExact(past, network.horizon());
    this.window = windowInput();
    this.time = timeInput();
    this.future = futureInput();
    // A column that is known of the future twice is given once.
    boolean formulasRead =
        !preparation.onlyScales()
            || preparation.futureInputs().size() != preparation.future().size();
    this.columns =
        formulasRead ? read() : IntStream.range(0, preparation.columns().size()).boxed().toList();
    this.formulas = formulasRead ? Optional.of(formulas()) : Optional.empty();
  }

  private String windowInput() {
    int history = preparation.history();
    int inputs = preparation.inputs().size();
    return graph.input(
        ForecastGraph.INPUT,
        String.format(
            Locale.ROOT,
            "Raw rows, oldest first: [batch, %d rows, %d columns]. %sColumns in order: %s, each in the unit of the training data.",
            past,
            inputs,
            history == 0
                ? ""
                : String.format(
                    Locale.ROOT,
                    "The first %d rows are there for what is computed of rows before, the other %d are the network's window. ",
                    history,
                    network.lookBack()),
            String.join(", ", preparation.inputs())),
        past,
        inputs);
  }

  private Optional<String> timeInput() {
    if (!preparation.readsTime()) {
      return Optional.empty();
    }
    int rows = RawWindows.times(network, preparation);
    return Optional.of(
        graph.longInput(
            ForecastGraph.TIME,
            String.format(
                Locale.ROOT,
                "Times of the raw rows%s, oldest first: [batch, %d rows]. Milliseconds since 1970-01-01T00:00 in the local time of the training data, or numbers of rows if these are counted.",
                rows > past ? " and of the " + network.horizon() + " rows to be predicted" : "",
                rows),
            rows));
  }

  private Optional<String> futureInput() {
    List<String> inputs = preparation.futureInputs();
    if (inputs.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        graph.input(
            ForecastGraph.FUTURE,
            String.format(
                Locale.ROOT,
                "Raw values known for the rows to be predicted, nearest first: [batch, %d rows, %d columns]. Columns in order: %s, each in the unit of the training data.",
                network.horizon(),
                inputs.size(),
                String.join(", ", inputs)),
            network.horizon(),
            inputs.size()));
  }

  /** Features, then the targets that only the anchor looks at. */
  private List<Integer> read() {
    List<Integer> read = new ArrayList<>(preparation.features().stream().distinct().toList());
    Anchor anchor = network.anchor();
    if (anchor.reference() != Anchor.Reference.NONE || anchor.scaled()) {
      for (int target : preparation.targets()) {
        if (preparation.formulas().get(target).ahead() > 0) {
          throw new IllegalArgumentException(
              preparation.columns().get(target).column()
                  + " looks ahead, so that a window has none that outputs could be relative to");
        }
        if (!read.contains(target)) {
          read.add(target);
        }
      }
    }
    return read;
  }

  /** All that is wanted: columns of the window, of the future, carriers. */
  private FormulaNodes formulas() {
    for (int column : columns) {
      wanted.add(new Wanted(preparation.formulas().get(column), preparation.history(), false));
    }
    for (int column : preparation.future()) {
      wanted.add(new Wanted(preparation.formulas().get(column), past, true));
    }
    for (Recovery recovery : preparation.recoveries()) {
      for (Inverse inverse : recovery.inverses()) {
        for (Formula carrier : inverse.carriers()) {
          wanted.add(
              inverse.readsFuture()
                  ? new Wanted(carrier, past, true)
                  : new Wanted(carrier, past - rows(inverse), false));
        }
      }
    }
    return new FormulaNodes(ops, new FormulaPlan(wanted, past, all), new RawLeaves());
  }

  /** How many rows at the window's end an inverse reads. */
  private static int rows(Inverse inverse) {
    return inverse instanceof Inverse.Undifference difference ? difference.lag() : 1;
  }

  /** The window as the network reads it. */
  PreparedWindow window() {
    if (formulas.isEmpty()) {
      return new PreparedWindow(scale(window, scalings(columns), "columns", WINDOW), columns);
    }
    String prepared =
        rows(
            IntStream.range(0, columns.size()).boxed().toList(),
            preparation.history(),
            past,
            columns,
            WINDOW);
    graph.state(prepared, network.lookBack(), columns.size());
    return new PreparedWindow(prepared, columns);
  }

  /**
   * What is known of the rows to be predicted, [batch, horizon, column].
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  String future() {
    List<Integer> known = preparation.future();
    if (formulas.isPresent()) {
      return rows(
          IntStream.range(columns.size(), columns.size() + known.size()).boxed().toList(),
          past,
          all,
          known,
          "future.prepared");
    }
    return scale(future.orElseThrow(), scalings(known), "future", "future.prepared");
  }

  /** Results of formulas, scaled, as [batch, row, column]. */
  private String rows(
      List<Integer> results, int from, int to, List<Integer> scaled, String prepared) {
    String values = formulas.orElseThrow().results(results, from, to);
    List<ColumnScaling> scalings = scalings(scaled);
    if (ForecastGraph.scales(scalings)) {
      String centres = ops.floats(ForecastGraph.centres(scalings), scalings.size(), 1);
      String scales = ops.floats(ForecastGraph.scaleFactors(scalings), scalings.size(), 1);
      values = ops.of("Div", ops.of("Sub", values, centres), scales);
    }
    return graph.node(prepared, "Transpose", List.of(values), GraphBuilder.permutation(0, 2, 1));
  }

  private List<ColumnScaling> scalings(List<Integer> some) {
    return some.stream().map(preparation.columns()::get).toList();
  }

  /**
   * Subtraction and division, as {@link ColumnScaling#apply} does it, so that rounding is the same.
   */
  private String scale(String raw, List<ColumnScaling> scalings, String name, String prepared) {
    if (!ForecastGraph.scales(scalings)) {
      return raw;
    }
    String centres =
        graph.floats(name + ".centre", ForecastGraph.centres(scalings), scalings.size());
    String centred = graph.node(name + ".centred", "Sub", List.of(raw, centres));
    String scales =
        graph.floats(name + ".scale", ForecastGraph.scaleFactors(scalings), scalings.size());
    return graph.node(prepared, "Div", List.of(centred, scales));
  }

  /**
   * What the way back needs, one below the other.
   *
   * @param carriers their numbers, counted through all recoveries
   * @param inverse whose carriers they are
   * @return [batch, carrier, row]: the rows to be predicted, or the last of the window
   */
  String carriers(List<Integer> carriers, Inverse inverse) {
    int before = columns.size() + preparation.future().size();
    return formulas
        .orElseThrow()
        .results(
            carriers.stream().map(carrier -> before + carrier).toList(),
            inverse.readsFuture() ? past : past - rows(inverse),
            inverse.readsFuture() ? all : past);
  }

  /** Raw rows and times, as formulas read them. */
  private final class RawLeaves implements FormulaNodes.Leaves {
    @Override
    public Place column(String name, boolean ofFuture) {
      String rows = ops.transpose(window, 0, 2, 1);
      List<String> inputs = preparation.inputs();
      if (!ofFuture) {
        return new Place(new Block(rows, inputs.size(), 0, past, false), inputs.indexOf(name));
      }
      List<String> given = preparation.futureInputs();
      long[] places = given.stream().mapToLong(inputs::indexOf).toArray();
      String known = given.equals(inputs) ? rows : ops.gather(rows, 1, places);
      String after = ops.transpose(future.orElseThrow(), 0, 2, 1);
      String both = ops.concat(List.of(known, after), 2);
      return new Place(new Block(both, given.size(), 0, all, false), given.indexOf(name));
    }

    @Override
    public String time(int from, int to) {
      String times = ops.unsqueeze(time.orElseThrow(), 1);
      return from == 0 && to == RawWindows.times(network, preparation)
          ? times
          : ops.slice(times, 2, from, to);
    }

    @Override
    public String batch() {
      return ops.slice(ops.of("Shape", window), 0, 0, 1);
    }
  }
}
