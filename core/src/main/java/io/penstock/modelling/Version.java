package io.penstock.modelling;

/** The version of Penstock that runs. */
final class Version {
  private Version() {}

  /** As the jar's manifest states it; {@code development} when run from classes. */
  static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
