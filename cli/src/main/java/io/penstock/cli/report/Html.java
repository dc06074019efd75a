package io.penstock.cli.report;

import io.penstock.cli.output.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sections as HTML. Every word that comes from outside is escaped here and nowhere else. */
final class Html {
  private final StringBuilder html = new StringBuilder();

  /** What has been written so far. */
  @Override
  public String toString() {
    return html.toString();
  }

  /** Text between tags or in a quoted attribute. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
              }
            });
    return safe.toString();
  }

  /** Control characters and halves of pairs may not stand in a page. */
  private static boolean isAllowed(int c) {
    boolean control = c < 0x20 && c != '\t' && c != '\n' || c >= 0x7f && c <= 0x9f;
    boolean half = c >= 0xD800 && c <= 0xDFFF;
    return !control && !half && (c & 0xFFFE) != 0xFFFE;
  }

  /** JSON that may stand in a script element: no tag can begin or end in it. */
  static String script(Json json) {
    return json.toString()
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  Html section(Section section) {
    html.append("<section id=\"").append(section.id()).append("\">\n<h2>");
    html.append(escaped(section.heading())).append("</h2>\n");
    blocks(section.blocks());
    html.append("</section>\n");
    return this;
  }

  Html blocks(List<Block> blocks) {
    boolean pair = false;
    for (Block block : blocks) {
      boolean half =
          block instanceof Block.Figure figure && figure.shape() == Block.Figure.Shape.HALF;
      if (half != pair) {
        html.append(half ? "<div class=\"pairs\">\n" : "</div>\n");
        pair = half;
      }
      block(block);
    }
    if (pair) {
      html.append("</div>\n");
    }
    return this;
  }

  private void block(Block block) {
    if (block instanceof Block.Words words) {
      element("p", "", words.text());
    } else if (block instanceof Block.Warning warning) {
      element("p", "warning", warning.text());
    } else if (block instanceof Block.Heading heading) {
      element("h3", "", heading.text());
    } else if (block instanceof Block.Table table) {
      table(table);
    } else if (block instanceof Block.Facts facts) {
      facts(facts);
    } else if (block instanceof Block.Code code) {
      html.append("<pre><code>").append(escaped(code.text())).append("</code></pre>\n");
    } else if (block instanceof Block.Choice choice) {
      choice(choice);
    } else if (block instanceof Block.Folded folded) {
      html.append("<details><summary>").append(escaped(folded.summary())).append("</summary>\n");
      blocks(folded.blocks());
      html.append("</details>\n");
    } else if (block instanceof Block.Figure figure) {
      figure(figure);
    }
  }

  private void element(String tag, String style, String text) {
    html.append('<').append(tag);
    if (!style.isEmpty()) {
      html.append(" class=\"").append(style).append('"');
    }
    html.append('>').append(escaped(text)).append("</").append(tag).append(">\n");
  }

  private void table(Block.Table table) {
    String style = table.kind() == Block.Table.Kind.WORDS ? "words" : "numbers";
    html.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
        .append(escaped(table.caption()))
        .append("\"><table class=\"")
        .append(style)
        .append(table.kind() == Block.Table.Kind.FIRST_MATTERS ? " first" : "")
        .append("\">\n<caption>")
        .append(escaped(table.caption()))
        .append("</caption>\n<thead><tr>");
    table
        .heads()
        .forEach(head -> html.append("<th scope=\"col\">").append(escaped(head)).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    for (int k = 0; k < table.rows().size(); k++) {
      List<String> row = table.rows().get(k);
      html.append(
          table.chosen().filter(Integer.valueOf(k)::equals).isPresent()
              ? "<tr class=\"chosen\">"
              : "<tr>");
      html.append("<th scope=\"row\">").append(escaped(row.get(0))).append("</th>");
      row.stream()
          .skip(1)
          .forEach(cell -> html.append("<td>").append(escaped(cell)).append("</td>"));
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div>\n");
  }

  private void facts(Block.Facts facts) {
    html.append("<dl>\n");
    facts
        .facts()
        .forEach(
            (name, text) ->
                html.append("<div><dt>")
                    .append(escaped(name))
                    .append("</dt><dd>")
                    .append(escaped(text))
                    .append("</dd></div>\n"));
    html.append("</dl>\n");
  }

  private void choice(Block.Choice choice) {
    if (choice.selectors().stream().allMatch(selector -> selector.choices().size() < 2)) {
      return;
    }
    html.append("<div class=\"choice\" data-group=\"").append(choice.group()).append("\">");
    for (int place = 0; place < choice.selectors().size(); place++) {
      Selector selector = choice.selectors().get(place);
      if (selector.choices().size() < 2) {
        continue;
      }
      html.append("<label>").append(escaped(selector.name()));
      html.append(" <select data-place=\"").append(place).append("\" autocomplete=\"off\">");
      for (int i = 0; i < selector.choices().size(); i++) {
        html.append("<option value=\"").append(i).append("\">");
        html.append(escaped(selector.choices().get(i))).append("</option>");
      }
      html.append("</select></label>");
    }
    html.append("</div>\n");
  }

  private void figure(Block.Figure figure) {
    Chart first = figure.charts().values().iterator().next();
    html.append("<figure id=\"").append(figure.id()).append("\" class=\"");
    html.append(figure.shape().name().toLowerCase(java.util.Locale.ROOT)).append("\">\n");
    html.append("<figcaption><h3>").append(escaped(figure.title())).append("</h3>");
    html.append("<p class=\"says\">").append(escaped(first.words())).append("</p></figcaption>\n");
    html.append("<div class=\"chart\" role=\"img\" aria-label=\"")
        .append(escaped(figure.title() + ". " + first.words()))
        .append("\"></div>\n");
    figure
        .numbers()
        .ifPresent(
            table -> {
              html.append("<details class=\"data\"><summary>Numbers</summary>\n");
              table(table);
              html.append("</details>\n");
            });
    Map<String, Json> charts = new LinkedHashMap<>();
    figure.charts().forEach((key, chart) -> charts.put(key, chart.json()));
    Json data =
        new Json()
            .put("title", figure.title())
            .put("group", figure.group())
            .put("follows", new ArrayList<>(figure.follows()))
            .put("shape", figure.shape().name().toLowerCase(java.util.Locale.ROOT))
            .put("charts", charts);
    html.append("<script type=\"application/json\">").append(script(data)).append("</script>\n");
    html.append("</figure>\n");
  }
}
