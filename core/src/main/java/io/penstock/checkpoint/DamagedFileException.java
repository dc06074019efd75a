package io.penstock.checkpoint;

import java.io.IOException;

/** A file that begins as a checkpoint and is not whole, or not as it was written. */
final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedFileException(String reason) {
    super(reason);
  }

  DamagedFileException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
