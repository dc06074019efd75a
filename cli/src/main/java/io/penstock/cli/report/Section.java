package io.penstock.cli.report;

import java.util.List;

/**
 * A part of the page under a heading.
 *
 * @param id once in the page
 * @param heading for people
 * @param blocks one below the other
 */
record Section(String id, String heading, List<Block> blocks) {
  Section {
    blocks = List.copyOf(blocks);
  }
}
