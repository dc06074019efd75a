package io.penstock.error;

/** What kind of thing went wrong, and so who can mend it. */
public enum ErrorCode {
  /** An option, a key of the configuration or a combination of them is wrong. */
  CONFIG,
  /** The data cannot be read, or cannot be used as asked. */
  DATA,
  /** The machine lacks something: a library, a device, disk space, a permission. */
  ENVIRONMENT,
  /** A model file is damaged, not Penstock's, of another version, or does not fit the data. */
  MODEL,
  /**
   * A plugin on the class path breaks the contract of one, or cannot be loaded: who made it or put
   * it there can mend it.
   */
  PLUGIN,
  /** A defect in Penstock. */
  INTERNAL
}
