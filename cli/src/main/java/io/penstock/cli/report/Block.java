package io.penstock.cli.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A piece of a section. */
sealed interface Block {
  /** A paragraph. */
  record Words(String text) implements Block {}

  /** A paragraph that must not be missed. */
  record Warning(String text) implements Block {}

  /** A heading within the section. */
  record Heading(String text) implements Block {}

  /**
   * A table.
   *
   * @param caption what it holds
   * @param heads of the columns
   * @param rows as many cells as there are heads; the first column is left, the others right
   * @param kind how it is set
   * @param chosen place of a row that is set off; empty for none
   */
  record Table(
      String caption,
      List<String> heads,
      List<List<String>> rows,
      Kind kind,
      Optional<Integer> chosen)
      implements Block {
    /** Without a row that is set off. */
    Table(String caption, List<String> heads, List<List<String>> rows, Kind kind) {
      this(caption, heads, rows, kind, Optional.empty());
    }

    /** How a table is set. */
    enum Kind {
      /** Numbers, flush right. */
      NUMBERS,
      /** Words, flush left. */
      WORDS,
      /** Numbers, of which the first row is set off. */
      FIRST_MATTERS
    }

    public Table {
      heads = List.copyOf(heads);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** Names and what they stand for. */
  record Facts(Map<String, String> facts) implements Block {
    public Facts {
      facts = new LinkedHashMap<>(facts);
    }
  }

  /** Text to be copied. */
  record Code(String text) implements Block {}

  /** Selectors that figures of the section follow. */
  record Choice(String group, List<Selector> selectors) implements Block {
    public Choice {
      selectors = List.copyOf(selectors);
    }
  }

  /** Something that most will not look at. */
  record Folded(String summary, List<Block> blocks) implements Block {
    public Folded {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * A chart, or one for each choice.
   *
   * @param id once in the page
   * @param title what it shows
   * @param group of the selectors that it follows; empty for none
   * @param follows which of these selectors, by their places
   * @param charts by the places of the choices, joined by hyphens; at least one, the first is shown
   *     first
   * @param numbers the same as a table, where that is short
   * @param shape how it is drawn
   */
  record Figure(
      String id,
      String title,
      String group,
      List<Integer> follows,
      Map<String, Chart> charts,
      Optional<Table> numbers,
      Shape shape)
      implements Block {
    /** How a figure is drawn. */
    enum Shape {
      /** As wide as the page. */
      WIDE,
      /** As wide as the page, with a slider to look closer. */
      LONG,
      /** Half as wide where there is room for two. */
      HALF
    }

    public Figure {
      follows = List.copyOf(follows);
      charts = new LinkedHashMap<>(charts);
    }

    /** Of one chart. */
    static Figure of(String id, String title, Chart chart, Shape shape) {
      return new Figure(id, title, "", List.of(), Map.of("", chart), Optional.empty(), shape);
    }

    /** With its numbers. */
    Figure with(Table table) {
      return new Figure(id, title, group, follows, charts, Optional.of(table), shape);
    }
  }
}
