package io.penstock.cli.report;

import java.util.List;
import java.util.Optional;

/** What is wrong with data or model, or may be, and what to try. */
final class FindingSection {
  private FindingSection() {}

  static Optional<Section> of(ReportContent content) {
    if (content.findings().isEmpty()) {
      return Optional.empty();
    }
    List<List<String>> rows =
        content.findings().stream()
            .map(said -> List.of(said.check(), said.severity(), said.found(), said.advice()))
            .toList();
    return Optional.of(
        new Section(
            "findings",
            "Findings",
            List.of(
                new Block.Table(
                    "The gravest first",
                    List.of("check", "severity", "found", "to try"),
                    rows,
                    Block.Table.Kind.WORDS))));
  }
}
