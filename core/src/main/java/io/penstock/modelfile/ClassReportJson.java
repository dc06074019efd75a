package io.penstock.modelfile;

import static io.penstock.modelfile.ModelMetadata.find;
import static io.penstock.modelfile.ModelMetadata.get;
import static io.penstock.modelfile.ModelMetadata.number;
import static io.penstock.modelfile.ModelMetadata.putNumber;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.evaluation.ClassCurve;
import io.penstock.evaluation.ClassReport;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** What was decided on classes, as JSON. */
final class ClassReportJson {
  private ClassReportJson() {}

  static ObjectNode write(ClassReport report) {
    ObjectNode node = ModelMetadata.object();
    ArrayNode labels = node.putArray("labels");
    report.labels().forEach(labels::add);
    report.threshold().ifPresent(threshold -> node.put("threshold", threshold));
    ArrayNode confusion = node.putArray("confusion");
    for (List<Long> row : report.confusion()) {
      ArrayNode counts = confusion.addArray();
      row.forEach(counts::add);
    }
    ArrayNode curves = node.putArray("curves");
    for (ClassCurve curve : report.curves()) {
      ObjectNode of = curves.addObject();
      of.put("label", curve.label());
      putNumber(of, "rocAuc", curve.rocAuc());
      putNumber(of, "averagePrecision", curve.averagePrecision());
      put(of, "threshold", curve, ClassCurve.Point::threshold);
      put(of, "truePositives", curve, ClassCurve.Point::truePositives);
      put(of, "falsePositives", curve, ClassCurve.Point::falsePositives);
      put(of, "precision", curve, ClassCurve.Point::precision);
    }
    return node;
  }

  private static void put(
      ObjectNode node, String name, ClassCurve curve, ToDoubleFunction<ClassCurve.Point> part) {
    ArrayNode array = node.putArray(name);
    for (ClassCurve.Point point : curve.points()) {
      double number = part.applyAsDouble(point);
      if (Double.isFinite(number)) {
        array.add(number);
      } else {
        array.addNull();
      }
    }
  }

  static ClassReport read(JsonNode node) {
    List<String> labels = new ArrayList<>();
    get(node, "labels").forEach(label -> labels.add(label.textValue()));
    List<List<Long>> confusion = new ArrayList<>();
    for (JsonNode row : get(node, "confusion")) {
      List<Long> counts = new ArrayList<>();
      row.forEach(count -> counts.add(count.longValue()));
      confusion.add(counts);
    }
    List<ClassCurve> curves = new ArrayList<>();
    for (JsonNode of : get(node, "curves")) {
      List<ClassCurve.Point> points = new ArrayList<>();
      for (int i = 0; i < get(of, "threshold").size(); i++) {
        points.add(
            new ClassCurve.Point(
                number(get(of, "threshold").get(i)),
                number(get(of, "truePositives").get(i)),
                number(get(of, "falsePositives").get(i)),
                number(get(of, "precision").get(i))));
      }
      curves.add(
          new ClassCurve(
              get(of, "label").textValue(),
              number(get(of, "rocAuc")),
              number(get(of, "averagePrecision")),
              points));
    }
    return new ClassReport(
        labels,
        find(node, "threshold")
            .map(threshold -> OptionalDouble.of(threshold.doubleValue()))
            .orElse(OptionalDouble.empty()),
        confusion,
        curves);
  }
}
