package io.penstock.cli.report;

import io.penstock.cli.output.ModelText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All that is needed to do it again. */
final class ConfigurationSection {
  private ConfigurationSection() {}

  static Optional<Section> of(ReportContent content) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("The command"));
    blocks.add(new Block.Code(content.command()));
    content
        .model()
        .ifPresent(
            model -> {
              blocks.add(new Block.Heading("The model"));
              blocks.add(new Block.Facts(ModelText.facts(model)));
            });
    if (!content.settings().isEmpty()) {
      blocks.add(new Block.Heading("The settings"));
      blocks.add(settings("Given", content.settings(), true));
      blocks.add(
          new Block.Folded(
              "What was not given, and what holds then",
              List.of(settings("By default", content.settings(), false))));
    }
    blocks.add(new Block.Heading("Versions"));
    blocks.add(new Block.Facts(versions(content)));
    return Optional.of(new Section("configuration", "Configuration", blocks));
  }

  private static Block settings(
      String caption, List<ReportContent.StatedSetting> settings, boolean given) {
    return new Block.Table(
        caption,
        List.of("setting", "value", "about"),
        settings.stream()
            .filter(setting -> setting.given() == given)
            .map(setting -> List.of(setting.key(), setting.value(), setting.group()))
            .toList(),
        Block.Table.Kind.WORDS);
  }

  private static Map<String, String> versions(ReportContent content) {
    Map<String, String> versions = new LinkedHashMap<>();
    content
        .model()
        .ifPresent(
            model -> {
              versions.put("Penstock", model.version());
              versions.putAll(new TreeMap<>(model.training().versions()));
            });
    content
        .comparison()
        .ifPresent(
            comparison ->
                comparison.runs().forEach(run -> versions.putAll(new TreeMap<>(run.versions()))));
    versions.put(
        "Java",
        Runtime.version()
            + " on "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch"));
    return versions;
  }
}
