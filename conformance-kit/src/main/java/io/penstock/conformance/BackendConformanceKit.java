package io.penstock.conformance;

import io.penstock.spi.BackendPlugin;
import java.util.Optional;
import org.junit.jupiter.api.TestInstance;

/**
 * All that a backend must keep. The test of a backend is a subclass that names its plugin; the
 * rules N1 to N4 are those of the numeric contract.
 *
 * <pre>{@code
 * class MyBackendConformanceTest extends BackendConformanceKit {
 *   @Override
 *   protected BackendPlugin plugin() {
 *     return new MyPlugin();
 *   }
 * }
 * }</pre>
 *
 * <p>Networks, weights and examples are drawn from seeds, which the tests' names tell. {@code
 * -Dpenstock.seeds.shift=N} draws others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendConformanceKit
    implements ReferenceRules,
        GateOrderRules,
        BatchRules,
        DropoutRules,
        TrajectoryRules,
        DeterminismRules,
        ModelFileRules,
        PreparationRules,
        CapabilityRules,
        FutureRules,
        WeightRules,
        ChannelRules {
  private Optional<TestedBackend> tested = Optional.empty();

  /** {@return the plugin that is tested, by a constructor without arguments} */
  protected abstract BackendPlugin plugin();

  @Override
  public final TestedBackend tested() {
    if (tested.isEmpty()) {
      tested = Optional.of(TestedBackend.of(plugin()));
    }
    return tested.get();
  }
}
