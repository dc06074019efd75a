package io.penstock.modelfile;

import static io.penstock.modelfile.ModelMetadata.find;
import static io.penstock.modelfile.ModelMetadata.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.formula.Formula;
import io.penstock.formula.FormulaGraph;
import io.penstock.preparation.Categories;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Recovery;
import io.penstock.preparation.Scaling;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A preparation as JSON. */
public final class PreparationJson {
  private PreparationJson() {}

  /**
   * {@return as the key {@code penstock.preparation} of a model file has it}
   *
   * @param preparation to be written
   */
  public static ObjectNode write(Preparation preparation) {
    ObjectNode node = ModelMetadata.object();
    node.put("scaling", Words.of(preparation.scaling()));
    FormulaGraph graph = new FormulaGraph(formulas(preparation));
    Iterator<Integer> places = graph.roots().iterator();
    ArrayNode inputs = node.putArray("inputs");
    for (String input : preparation.inputs()) {
      ObjectNode one = inputs.addObject();
      one.put("name", input);
      Categories categories = preparation.categories().get(input);
      one.put("type", categories == null ? "float" : "label");
      if (categories != null) {
        ArrayNode labels = one.putArray("labels");
        categories.labels().forEach(labels::add);
        one.put("others", categories.othersAllowed());
      }
    }
    ArrayNode columns = node.putArray("columns");
    for (ColumnScaling column : preparation.columns()) {
      ObjectNode one = columns.addObject();
      one.put("name", column.column());
      one.put("type", "float");
      one.put("formula", places.next());
      one.put("centre", column.centre());
      one.put("scale", column.scale());
    }
    put(node, "features", preparation.features());
    put(node, "targets", preparation.targets());
    if (!preparation.future().isEmpty()) {
      put(node, "future", preparation.future());
    }
    // Said for other programs, as both follow from the formulas.
    node.put("history", preparation.history());
    if (!preparation.futureInputs().isEmpty()) {
      ArrayNode given = node.putArray("futureInputs");
      preparation.futureInputs().forEach(given::add);
    }
    ArrayNode recoveries = node.putArray("recoveries");
    for (Recovery recovery : preparation.recoveries()) {
      ObjectNode one = recoveries.addObject();
      one.put("truth", places.next());
      one.put("unit", recovery.unit());
      ArrayNode inverses = one.putArray("inverses");
      recovery.inverses().forEach(inverse -> write(inverse, inverses.addObject(), places));
    }
    writeOtherLabels(preparation, node);
    node.set("formulas", FormulaJson.write(graph));
    put(node, preparation.words());
    return node;
  }

  /** Those of columns that are learnt and not read. */
  private static void writeOtherLabels(Preparation preparation, ObjectNode node) {
    Map<String, Categories> others = new TreeMap<>(preparation.categories());
    others.keySet().removeAll(preparation.inputs());
    if (others.isEmpty()) {
      return;
    }
    ArrayNode columns = node.putArray("targetLabels");
    others.forEach(
        (column, categories) -> {
          ObjectNode one = columns.addObject();
          one.put("name", column);
          ArrayNode labels = one.putArray("labels");
          categories.labels().forEach(labels::add);
          one.put("others", categories.othersAllowed());
        });
  }

  /** In the order in which they are met in {@link #write}. */
  private static List<Formula> formulas(Preparation preparation) {
    List<Formula> formulas = new ArrayList<>(preparation.formulas());
    for (Recovery recovery : preparation.recoveries()) {
      formulas.add(recovery.truth());
      for (Inverse inverse : recovery.inverses()) {
        if (inverse instanceof Inverse.Pointwise pointwise) {
          formulas.add(pointwise.function());
        }
        formulas.addAll(inverse.carriers());
      }
    }
    return formulas;
  }

  private static void write(Inverse inverse, ObjectNode node, Iterator<Integer> places) {
    if (inverse instanceof Inverse.Affine affine) {
      node.put("kind", "affine").put("centre", affine.centre()).put("scale", affine.scale());
    } else if (inverse instanceof Inverse.Pointwise) {
      node.put("kind", "pointwise").put("function", places.next());
    } else if (inverse instanceof Inverse.Plus) {
      node.put("kind", "plus").put("known", places.next());
    } else if (inverse instanceof Inverse.Times) {
      node.put("kind", "times").put("known", places.next());
    } else if (inverse instanceof Inverse.OfLastRow) {
      node.put("kind", "of-last-row").put("centre", places.next()).put("scale", places.next());
    } else if (inverse instanceof Inverse.Undifference difference) {
      node.put("kind", "undifference").put("lag", difference.lag()).put("before", places.next());
    } else {
      throw new IllegalStateException("not written: " + inverse);
    }
  }

  private static void put(ObjectNode node, String name, List<Integer> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(array::add);
  }

  private static void put(ObjectNode node, List<String> words) {
    ArrayNode array = node.putArray("words");
    words.forEach(array::add);
  }

  /**
   * Reads {@link #write} back. The first files only scaled raw columns.
   *
   * @param node what was written
   * @return the preparation
   * @throws IllegalArgumentException if it is something else
   */
  public static Preparation read(JsonNode node) {
    List<ColumnScaling> columns = new ArrayList<>();
    for (JsonNode column : get(node, "columns")) {
      columns.add(
          new ColumnScaling(
              get(column, "name").textValue(),
              get(column, "centre").floatValue(),
              get(column, "scale").floatValue()));
    }
    Scaling scaling = Words.parse(Scaling.class, get(node, "scaling").textValue());
    List<Integer> features = integers(get(node, "features"));
    List<Integer> targets = integers(get(node, "targets"));
    List<Integer> future = find(node, "future").map(PreparationJson::integers).orElse(List.of());
    if (find(node, "formulas").isEmpty()) {
      return new Preparation(scaling, columns, features, targets, future);
    }
    List<Formula> formulas = FormulaJson.read(get(node, "formulas"));
    List<String> inputs = new ArrayList<>();
    Map<String, Categories> categories = new LinkedHashMap<>();
    for (JsonNode input : get(node, "inputs")) {
      String name = get(input, "name").textValue();
      inputs.add(name);
      find(input, "labels")
          .ifPresent(
              labels ->
                  categories.put(
                      name, new Categories(texts(labels), get(input, "others").booleanValue())));
    }
    find(node, "targetLabels")
        .ifPresent(
            columnsOfWords ->
                columnsOfWords.forEach(
                    column ->
                        categories.put(
                            get(column, "name").textValue(),
                            new Categories(
                                texts(get(column, "labels")),
                                get(column, "others").booleanValue()))));
    List<Formula> ofColumns = new ArrayList<>();
    for (JsonNode column : get(node, "columns")) {
      ofColumns.add(formula(column, "formula", formulas));
    }
    List<Recovery> recoveries = new ArrayList<>();
    for (JsonNode recovery : get(node, "recoveries")) {
      List<Inverse> inverses = new ArrayList<>();
      get(recovery, "inverses").forEach(inverse -> inverses.add(inverse(inverse, formulas)));
      recoveries.add(
          new Recovery(
              inverses, formula(recovery, "truth", formulas), get(recovery, "unit").floatValue()));
    }
    return new Preparation(
        scaling,
        inputs,
        categories,
        ofColumns,
        columns,
        features,
        targets,
        future,
        recoveries,
        texts(get(node, "words")));
  }

  private static Inverse inverse(JsonNode node, List<Formula> formulas) {
    String kind = get(node, "kind").textValue();
    return switch (kind) {
      case "affine" ->
          new Inverse.Affine(get(node, "centre").floatValue(), get(node, "scale").floatValue());
      case "pointwise" -> new Inverse.Pointwise(formula(node, "function", formulas));
      case "plus" -> new Inverse.Plus(formula(node, "known", formulas));
      case "times" -> new Inverse.Times(formula(node, "known", formulas));
      case "of-last-row" ->
          new Inverse.OfLastRow(
              formula(node, "centre", formulas), formula(node, "scale", formulas));
      case "undifference" ->
          new Inverse.Undifference(get(node, "lag").intValue(), formula(node, "before", formulas));
      default -> throw new IllegalArgumentException("an unknown way back: " + kind);
    };
  }

  private static Formula formula(JsonNode node, String name, List<Formula> formulas) {
    int place = get(node, name).intValue();
    if (place < 0 || place >= formulas.size()) {
      throw new IllegalArgumentException("no formula " + place);
    }
    return formulas.get(place);
  }

  private static List<Integer> integers(JsonNode node) {
    List<Integer> values = new ArrayList<>();
    node.forEach(value -> values.add(value.intValue()));
    return values;
  }

  private static List<String> texts(JsonNode node) {
    List<String> values = new ArrayList<>();
    node.forEach(value -> values.add(value.textValue()));
    return values;
  }
}
