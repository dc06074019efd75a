package io.penstock.tensorflow;

import io.penstock.network.Network;
import io.penstock.spi.Device;
import io.penstock.training.Loss;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The programs in use. Building one takes time and memory and it holds no state, so sessions opened
 * for the same network, loss and device share theirs; it is freed with the last of them.
 */
final class SharedPrograms {
  private final Map<Purpose, Lease> leases = new HashMap<>();

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
    private @Nullable Program forward;
    private @Nullable Program gradient;

    private Lease(Purpose purpose) {
      this.purpose = purpose;
    }

    synchronized Program forward() {
      Program program = forward;
      if (program == null) {
        program = Program.forward(purpose.network(), purpose.device());
        forward = program;
      }
      return program;
    }

    synchronized Program gradient() {
      Program program = gradient;
      if (program == null) {
        program = Program.gradient(purpose.network(), purpose.loss(), purpose.device());
        gradient = program;
      }
      return program;
    }

    private synchronized void free() {
      if (forward != null) {
        forward.close();
      }
      if (gradient != null) {
        gradient.close();
      }
    }

    @Override
    public void close() {
      release(this);
    }
  }
}
