package io.penstock.tensorflow;

import io.penstock.network.Network;
import io.penstock.spi.Device;
import io.penstock.training.Loss;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * The programs in use. Building one takes time and memory and it holds no state, so sessions opened
 * for the same network, loss and device share theirs; it is freed with the last of them.
 */
final class SharedPrograms {
  private final Map<Purpose, Lease> leases = new HashMap<>();

  /** What is computed. */
  private enum Task {
    FORWARD,
    GRADIENT,
    WEIGHTED_GRADIENT
  }

  /** What a program is for. */
  private record Purpose(Network network, Loss loss, Device device) {}

  /** The programs for a purpose, one holder more. */
  synchronized Lease acquire(Network network, Loss loss, Device device) {
    Lease lease = leases.computeIfAbsent(new Purpose(network, loss, device), Lease::new);
    lease.holders++;
    return lease;
  }

  private synchronized void release(Lease lease) {
    lease.holders--;
    if (lease.holders == 0) {
      leases.remove(lease.purpose);
      lease.free();
    }
  }

  /**
   * The programs for one purpose, each built when first asked for. To be closed once by each
   * holder.
   */
  final class Lease implements AutoCloseable {
    private final Purpose purpose;
    private int holders;
    private final Map<Task, Program> programs = new EnumMap<>(Task.class);

    private Lease(Purpose purpose) {
      this.purpose = purpose;
    }

    Program forward() {
      return program(Task.FORWARD);
    }

    /**
     * The program for gradients.
     *
     * @param weighted whether truths differ in weight
     */
    Program gradient(boolean weighted) {
      return program(weighted ? Task.WEIGHTED_GRADIENT : Task.GRADIENT);
    }

    private synchronized Program program(Task task) {
      return programs.computeIfAbsent(task, this::build);
    }

    private Program build(Task task) {
      return task == Task.FORWARD
          ? Program.forward(purpose.network(), purpose.device())
          : Program.gradient(
              purpose.network(), purpose.loss(), task == Task.WEIGHTED_GRADIENT, purpose.device());
    }

    private synchronized void free() {
      programs.values().forEach(Program::close);
    }

    @Override
    public void close() {
      release(this);
    }
  }
}
