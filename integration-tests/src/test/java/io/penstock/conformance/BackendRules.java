package io.penstock.conformance;

import io.penstock.spi.Capabilities;

/** Rules that every backend keeps, each a test. */
interface BackendRules {
  /** The backend. */
  TestedBackend tested();

  /** What it declares. */
  default Capabilities capabilities() {
    return tested().plugin().capabilities();
  }
}
