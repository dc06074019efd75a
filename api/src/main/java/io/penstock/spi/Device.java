package io.penstock.spi;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * Something to compute on.
 *
 * @param name {@code cpu} or {@code cuda:N}
 * @param description the maker's name for it, as {@code NVIDIA H200}
 * @param memory bytes that an engine can have of it; empty if it cannot be told
 */
public record Device(String name, String description, OptionalLong memory) {
  /** The processor. */
  public static final Device CPU = new Device("cpu", "processor", OptionalLong.empty());

  private static final String CUDA = "cuda:";

  /** Checks that all are there. */
  public Device {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(memory, "memory");
    if (memory.isPresent() && memory.getAsLong() < 0) {
      throw new IllegalArgumentException(name + " has " + memory.getAsLong() + " bytes");
    }
  }

  /**
   * {@return a CUDA device}
   *
   * @param index the number N of {@code cuda:N}
   * @param description the maker's name for it, as {@code NVIDIA H200}
   * @param memory bytes that an engine can have of it
   */
  public static Device cuda(int index, String description, OptionalLong memory) {
    return new Device(CUDA + index, description, memory);
  }

  /** {@return whether it is the processor} */
  public boolean isCpu() {
    return name.equals("cpu");
  }

  /**
   * {@return the number N of {@code cuda:N}}
   *
   * @throws IllegalStateException if it is no CUDA device
   */
  public int index() {
    if (!name.matches(CUDA + "\\d+")) {
      throw new IllegalStateException(name + " is no CUDA device");
    }
    return Integer.parseInt(name.substring(CUDA.length()));
  }
}
