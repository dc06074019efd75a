package io.penstock.cli.output;

import io.penstock.diagnosis.Diagnosis;
import io.penstock.diagnosis.Finding;
import io.penstock.diagnosis.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a diagnosis has found, for people and for programs. */
public final class DiagnosisText {
  private static final int WIDTH = 100;
  private static final String INDENT = "  ";

  private DiagnosisText() {}

  /** For people: the findings, the gravest first, and what was looked at besides. */
  public static List<String> lines(Diagnosis diagnosis) {
    List<String> lines = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      List<Finding> some =
          diagnosis.findings().stream().filter(one -> one.severity() == severity).toList();
      if (!some.isEmpty()) {
        lines.add(heading(severity));
        some.forEach(finding -> lines.addAll(lines(finding)));
        lines.add("");
      }
    }
    lines.addAll(
        folded(
            diagnosis.findings().isEmpty()
                ? diagnosis.clean().isEmpty() ? "No check could be done." : "Nothing was found."
                : ModelText.plural(diagnosis.findings().size(), "finding") + ".",
            ""));
    if (!diagnosis.clean().isEmpty()) {
      lines.addAll(
          folded(
              ModelText.plural(diagnosis.clean().size(), "check")
                  + " found nothing: "
                  + String.join(", ", diagnosis.clean())
                  + ".",
              ""));
    }
    Map<String, List<String>> notDone = new LinkedHashMap<>();
    diagnosis
        .notDone()
        .forEach(
            one -> notDone.computeIfAbsent(one.why(), why -> new ArrayList<>()).add(one.check()));
    notDone.forEach(
        (why, checks) ->
            lines.addAll(folded("Not done: " + String.join(", ", checks) + ": " + why, "")));
    diagnosis.remarks().forEach(remark -> lines.addAll(folded(remark, "")));
    return lines;
  }

  private static String heading(Severity severity) {
    return switch (severity) {
      case GRAVE -> "GRAVE";
      case WARNING -> "Warning";
      case NOTE -> "Note";
    };
  }

  private static List<String> lines(Finding finding) {
    List<String> lines = new ArrayList<>();
    lines.add(INDENT + finding.check());
    lines.addAll(folded(finding.found(), INDENT + INDENT));
    lines.addAll(folded("Try: " + finding.advice(), INDENT + INDENT));
    return lines;
  }

  private static List<String> folded(String text, String indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.split(" ")) {
      if (line.length() > indent.length() && line.length() + word.length() + 1 > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
      }
      line.append(line.length() > indent.length() ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** For programs. */
  public static Json json(Diagnosis diagnosis) {
    return new Json()
        .put("findings", diagnosis.findings().stream().map(DiagnosisText::json).toList())
        .put("foundNothing", diagnosis.clean())
        .put(
            "notDone",
            diagnosis.notDone().stream()
                .map(one -> Map.of("check", one.check(), "why", one.why()))
                .toList())
        .put("remarks", diagnosis.remarks());
  }

  private static Json json(Finding finding) {
    return new Json()
        .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
        .put("check", finding.check())
        .put("found", finding.found())
        .put("advice", finding.advice())
        .put("numbers", finding.numbers());
  }
}
