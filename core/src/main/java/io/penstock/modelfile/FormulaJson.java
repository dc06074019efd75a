package io.penstock.modelfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Binary;
import io.penstock.formula.Formula.Calendar;
import io.penstock.formula.Formula.Choose;
import io.penstock.formula.Formula.Column;
import io.penstock.formula.Formula.Constant;
import io.penstock.formula.Formula.Cycle;
import io.penstock.formula.Formula.Elapsed;
import io.penstock.formula.Formula.LastKnown;
import io.penstock.formula.Formula.Lookup;
import io.penstock.formula.Formula.Neighbours;
import io.penstock.formula.Formula.Phase;
import io.penstock.formula.Formula.Rolling;
import io.penstock.formula.Formula.Shift;
import io.penstock.formula.Formula.Unary;
import io.penstock.formula.Formula.Weighted;
import io.penstock.formula.FormulaGraph;
import io.penstock.series.Frequency;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Formulas as JSON: a list in which each is an array of its word, then the places in the list of
 * the formulas that it is made of, then its own numbers and words. What several have in common
 * stands once.
 */
final class FormulaJson {
  private FormulaJson() {}

  /** The graph as a list. */
  static ArrayNode write(FormulaGraph graph) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (FormulaGraph.Node node : graph.nodes()) {
      ArrayNode one = list.addArray();
      one.add(word(node.formula()));
      node.parts().forEach(one::add);
      addOwn(node.formula(), one);
    }
    return list;
  }

  private static String word(Formula formula) {
    if (formula instanceof Unary unary) {
      return Words.of(unary.function());
    }
    if (formula instanceof Binary binary) {
      return Words.of(binary.operator());
    }
    return formula
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=.)([A-Z])", "-$1")
        .toLowerCase(Locale.ROOT);
  }

  private static void addOwn(Formula formula, ArrayNode one) {
    if (formula instanceof Column column) {
      one.add(column.name());
    } else if (formula instanceof Constant constant) {
      addNumber(one, constant.value());
    } else if (formula instanceof Calendar calendar) {
      one.add(Words.of(calendar.field()));
    } else if (formula instanceof Elapsed elapsed) {
      one.add(elapsed.frequency().toString()).add(elapsed.origin());
    } else if (formula instanceof Phase phase) {
      one.add(phase.frequency().toString()).add(phase.season());
    } else if (formula instanceof Cycle cycle) {
      one.add(cycle.frequency().toString()).add(cycle.period());
    } else if (formula instanceof Shift shift) {
      one.add(shift.rows());
    } else if (formula instanceof Weighted weighted) {
      addNumbers(one.addArray(), weighted.weights());
    } else if (formula instanceof Rolling rolling) {
      one.add(Words.of(rolling.statistic())).add(rolling.rows());
    } else if (formula instanceof LastKnown lastKnown) {
      one.add(lastKnown.stride()).add(lastKnown.times());
    } else if (formula instanceof Lookup lookup) {
      addNumbers(one.addArray(), lookup.table());
    } else if (formula instanceof Neighbours neighbours) {
      one.add(neighbours.nearest());
      addNumbers(one.addArray(), neighbours.values());
      addNumbers(one.addArray(), neighbours.points());
    }
  }

  private static void addNumbers(ArrayNode array, List<Float> numbers) {
    numbers.forEach(number -> addNumber(array, number));
  }

  /** JSON has neither NaN nor infinity: null and words stand for them. */
  private static void addNumber(ArrayNode array, float number) {
    if (Float.isNaN(number)) {
      array.addNull();
    } else if (Float.isInfinite(number)) {
      array.add(Float.toString(number));
    } else {
      array.add(number);
    }
  }

  /**
   * Reads {@link #write} back.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static List<Formula> read(JsonNode list) {
    List<Formula> formulas = new ArrayList<>();
    for (JsonNode one : list) {
      formulas.add(formula(one, formulas));
    }
    return formulas;
  }

  private static Formula formula(JsonNode one, List<Formula> before) {
    Reader reader = new Reader(one, before);
    String word = reader.text();
    for (Unary.Function function : Unary.Function.values()) {
      if (Words.of(function).equals(word)) {
        return new Unary(function, reader.part());
      }
    }
    for (Binary.Operator operator : Binary.Operator.values()) {
      if (Words.of(operator).equals(word)) {
        return new Binary(operator, reader.part(), reader.part());
      }
    }
    return switch (word) {
      case "column" -> new Column(reader.text());
      case "constant" -> new Constant(number(reader.next()));
      case "calendar" -> new Calendar(Words.parse(Calendar.Field.class, reader.text()));
      case "elapsed" -> new Elapsed(Frequency.parse(reader.text()), reader.next().longValue());
      case "phase" -> new Phase(Frequency.parse(reader.text()), reader.integer());
      case "cycle" -> new Cycle(Frequency.parse(reader.text()), reader.next().doubleValue());
      case "choose" -> new Choose(reader.part(), reader.part(), reader.part());
      case "shift" -> new Shift(reader.part(), reader.integer());
      case "weighted" -> new Weighted(reader.part(), reader.numbers());
      case "rolling" -> rolling(reader);
      case "last-known" -> new LastKnown(reader.part(), reader.integer(), reader.integer());
      case "lookup" -> new Lookup(reader.part(), reader.numbers());
      case "neighbours" -> neighbours(one, reader);
      default -> throw new IllegalArgumentException("an unknown formula: " + word);
    };
  }

  private static Rolling rolling(Reader reader) {
    Formula value = reader.part();
    return new Rolling(
        Words.parse(Rolling.Statistic.class, reader.text()), value, reader.integer());
  }

  private static Neighbours neighbours(JsonNode one, Reader reader) {
    List<Formula> coordinates = new ArrayList<>();
    // The word, the nearest, the values and the points stand beside the coordinates.
    for (int k = 0; k < one.size() - 4; k++) {
      coordinates.add(reader.part());
    }
    int nearest = reader.integer();
    List<Float> values = reader.numbers();
    return new Neighbours(coordinates, reader.numbers(), values, nearest);
  }

  private static float number(JsonNode node) {
    return node.isTextual()
        ? Float.parseFloat(node.textValue())
        : (float) ModelMetadata.number(node);
  }

  /** Goes along an array. */
  private static final class Reader {
    private final JsonNode array;
    private final List<Formula> before;
    private int at;

    Reader(JsonNode array, List<Formula> before) {
      this.array = array;
      this.before = before;
    }

    JsonNode next() {
      JsonNode node = array.get(at++);
      if (node == null) {
        throw new IllegalArgumentException("a formula is cut off: " + array);
      }
      return node;
    }

    String text() {
      String text = next().textValue();
      if (text == null) {
        throw new IllegalArgumentException("no word where one is expected: " + array);
      }
      return text;
    }

    int integer() {
      JsonNode node = next();
      if (!node.canConvertToInt()) {
        throw new IllegalArgumentException("no whole number where one is expected: " + array);
      }
      return node.intValue();
    }

    Formula part() {
      int place = integer();
      if (place < 0 || place >= before.size()) {
        throw new IllegalArgumentException("a formula is made of one that is not before it");
      }
      return before.get(place);
    }

    List<Float> numbers() {
      List<Float> numbers = new ArrayList<>();
      next().forEach(node -> numbers.add(number(node)));
      return numbers;
    }
  }
}
