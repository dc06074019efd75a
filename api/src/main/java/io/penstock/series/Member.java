package io.penstock.series;

import java.util.Objects;

/**
 * One of the series that a {@link Series} holds one after the other.
 *
 * @param id by which it is known; empty where there is only one
 * @param rows that it has
 */
public record Member(String id, RowRange rows) {
  /** Checks that both are there. */
  public Member {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(rows, "rows");
  }
}
