package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** CSV without quotes, as the command prints it. */
record Table(List<String> heads, List<List<String>> rows) {
  static Table of(String csv) {
    List<List<String>> lines = csv.lines().map(line -> List.of(line.split(",", -1))).toList();
    assertThat(lines).isNotEmpty();
    return new Table(lines.get(0), lines.subList(1, lines.size()));
  }

  List<String> texts(String head) {
    int at = heads.indexOf(head);
    assertThat(at).as(head + " in " + heads).isNotNegative();
    return rows.stream().map(row -> row.get(at)).toList();
  }

  double[] numbers(String head) {
    return texts(head).stream().mapToDouble(Double::parseDouble).toArray();
  }
}
