package io.penstock.conformance;

import io.penstock.examples.reference.ReferencePlugin;
import io.penstock.spi.BackendPlugin;

/** The kit's own measure goes through the kit as any third party's plugin does. */
class ReferenceConformanceTest extends ExaminedKit {
  @Override
  protected BackendPlugin plugin() {
    return new ReferencePlugin();
  }
}
