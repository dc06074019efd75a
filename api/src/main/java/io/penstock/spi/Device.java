package io.penstock.spi;

import java.util.Objects;

/**
 * Something to compute on.
 *
 * @param name {@code cpu} or {@code cuda:N}
 * @param description the maker's name and memory, for people
 */
public record Device(String name, String description) {
  /** The processor. */
  public static final Device CPU = new Device("cpu", "processor");

  /** Checks that both are there. */
  public Device {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
  }

  /** Whether it is the processor. */
  public boolean isCpu() {
    return name.equals("cpu");
  }
}
