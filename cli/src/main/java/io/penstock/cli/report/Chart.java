package io.penstock.cli.report;

import io.penstock.cli.output.Json;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A chart, known to no library: the page's script makes of it what the library wants.
 *
 * @param x the axis that all panels share
 * @param panels above one another, at least one
 * @param marks places that are pointed out
 * @param words what it shows, for those who do not see it
 */
record Chart(Axis x, List<Panel> panels, List<Mark> marks, String words) {
  Chart {
    panels = List.copyOf(panels);
    marks = List.copyOf(marks);
  }

  /** Of one panel without marks. */
  static Chart of(Axis x, Axis y, List<Layer> layers, String words) {
    return new Chart(x, List.of(new Panel(y, layers)), List.of(), words);
  }

  /** The chart as the script reads it; places that layers share are written once. */
  Json json() {
    Map<double[], Integer> places = new IdentityHashMap<>();
    List<Json> written = new ArrayList<>();
    List<Json> all = new ArrayList<>();
    for (Panel panel : panels) {
      List<Json> layers = new ArrayList<>();
      for (Layer layer : panel.layers()) {
        Integer known = places.get(layer.x());
        if (known == null) {
          known = written.size();
          places.put(layer.x(), known);
          written.add(Digits.places(layer.x()));
        }
        layers.add(json(layer, known));
      }
      all.add(new Json().put("y", json(panel.y())).put("layers", layers));
    }
    return new Json()
        .put("words", words)
        .put("x", json(x))
        .put("places", written)
        .put("panels", all)
        .put("marks", marks.stream().map(Chart::json).toList());
  }

  private static Json json(Axis axis) {
    return new Json().put("label", axis.label()).put("kind", word(axis.kind()));
  }

  private static Json json(Layer layer, int places) {
    Json json =
        new Json()
            .put("kind", layer.getClass().getSimpleName().toLowerCase(Locale.ROOT))
            .put("name", layer.name())
            .put("tone", layer.tone().word())
            .put("x", places);
    if (layer instanceof Layer.Line line) {
      if (!line.detail().isEmpty()) {
        json.put("detail", line.detail());
      }
      return json.put("style", word(line.style())).put("y", Digits.values(line.y()));
    }
    if (layer instanceof Layer.Band band) {
      return json.put("lower", Digits.values(band.lower()))
          .put("upper", Digits.values(band.upper()));
    }
    double[] y =
        layer instanceof Layer.Points points
            ? points.y()
            : layer instanceof Layer.Dot dot ? dot.y() : ((Layer.Bars) layer).y();
    return json.put("y", Digits.values(y));
  }

  private static Json json(Mark mark) {
    Json json = new Json().put("label", mark.label());
    if (mark instanceof Mark.Span span) {
      return json.put("tone", span.tone().word())
          .put("from", Digits.place(span.from()))
          .put("to", Digits.place(span.to()));
    }
    return json.put("at", Digits.place(((Mark.At) mark).place()));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
