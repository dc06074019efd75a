package io.penstock.cli.report;

import java.util.List;

/**
 * A choice that several figures of a section follow.
 *
 * @param name what is chosen
 * @param choices at least one
 */
record Selector(String name, List<String> choices) {
  Selector {
    choices = List.copyOf(choices);
  }
}
