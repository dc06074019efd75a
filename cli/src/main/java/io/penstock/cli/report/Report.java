package io.penstock.cli.report;

import io.penstock.cli.output.ModelText;
import io.penstock.files.FileInPlace;
import io.penstock.scoring.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes a page. It holds all that it needs and asks for nothing else; without its script it still
 * has every word and table. The same content gives the same bytes.
 */
public final class Report {
  private static final String LIBRARY =
      "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";

  private static final List<Function<ReportContent, Optional<Section>>> SECTIONS =
      List.of(
          TrialSection::of,
          ScoreSection::of,
          FoldSection::of,
          EngineSection::of,
          FindingSection::of,
          DataSection::of,
          ForecastSection::of,
          HorizonSection::of,
          ClassSection::of,
          ResidualSection::of,
          DecompositionSection::of,
          TrainingSection::of,
          ConfigurationSection::of);

  private Report() {}

  /**
   * Writes a page in its place.
   *
   * @throws io.penstock.error.PenstockException with code ENVIRONMENT if it cannot be written
   */
  public static void write(Path file, ReportContent content) {
    FileInPlace.write(file, page(content).getBytes(StandardCharsets.UTF_8));
  }

  /** The page. */
  static String page(ReportContent content) {
    List<Section> sections =
        SECTIONS.stream().map(of -> of.apply(content)).flatMap(Optional::stream).toList();
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<meta name=\"color-scheme\" content=\"light dark\">\n");
    page.append(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n");
    page.append("<link rel=\"icon\" href=\"data:,\">\n");
    page.append("<title>").append(Html.escaped(content.title())).append("</title>\n");
    page.append("<style>\n").append(resource("report.css")).append("</style>\n</head>\n<body>\n");
    page.append(header(content, sections));
    page.append("<main>\n");
    sections.forEach(section -> page.append(new Html().section(section)));
    page.append("</main>\n").append(footer(content));
    page.append("<script>\n").append(resource(LIBRARY)).append("\n</script>\n");
    page.append("<script>\n").append(resource("report.js")).append("</script>\n");
    return page.append("</body>\n</html>\n").toString();
  }

  private static String header(ReportContent content, List<Section> sections) {
    StringBuilder header = new StringBuilder("<header>\n<h1>");
    header.append(Html.escaped(content.title())).append("</h1>\n");
    String verdict = verdict(content);
    if (!verdict.isEmpty()) {
      header.append("<p class=\"verdict\">").append(Html.escaped(verdict)).append("</p>\n");
    }
    content
        .notices()
        .forEach(
            notice ->
                header
                    .append("<p class=\"notice\">")
                    .append(Html.escaped(notice))
                    .append("</p>\n"));
    header.append("<noscript><p class=\"notice\">The charts need JavaScript. ");
    header.append("Their words and the tables are here without it.</p></noscript>\n");
    header.append("<nav aria-label=\"Sections\">");
    for (Section section : sections) {
      header.append("<a href=\"#").append(section.id()).append("\">");
      header.append(Html.escaped(section.heading())).append("</a> ");
    }
    return header.append("</nav>\n</header>\n").toString();
  }

  private static String verdict(ReportContent content) {
    if (content.verdict().isPresent()) {
      return content.verdict().get();
    }
    if (content.comparison().isPresent()) {
      return EngineSection.verdict(content.comparison().get());
    }
    if (content.evaluation().isPresent()) {
      return Verdict.of(content.evaluation().get());
    }
    return content.model().isPresent()
        ? "There is no window to judge the model by, so nothing is known of how good it is."
        : "";
  }

  private static String footer(ReportContent content) {
    return "<footer>\n<p>Written "
        + content.written()
        + content
            .model()
            .map(model -> " by Penstock " + Html.escaped(model.version()))
            .orElse(" by Penstock")
        + ".</p>\n<details><summary>Licences</summary>\n<pre>"
        + Html.escaped(resource("licences.txt"))
        + "</pre></details>\n</footer>\n";
  }

  /** Text that is packed with these classes. */
  private static String resource(String name) {
    try (InputStream in = Report.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not packed with the command");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a model is about, as a title. */
  public static String title(List<String> targets, int horizon) {
    return String.join(", ", targets) + ", " + ModelText.plural(horizon, "row") + " ahead";
  }
}
