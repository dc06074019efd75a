package io.penstock.error;

import java.util.Locale;
import java.util.Objects;

/**
 * The one exception that Penstock throws on purpose. Its message names the file, line, column or
 * key, what was found, what was expected and what to do; its code says whose turn it is.
 */
public final class PenstockException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /**
   * @param code what kind of thing went wrong
   * @param message what was found, what was expected and what to do, in plain sentences
   */
  public PenstockException(ErrorCode code, String message) {
    super(Objects.requireNonNull(message, "message"));
    this.code = Objects.requireNonNull(code, "code");
  }

  /**
   * @param code what kind of thing went wrong
   * @param message what was found, what was expected and what to do, in plain sentences
   * @param cause what was thrown below
   */
  public PenstockException(ErrorCode code, String message, Throwable cause) {
    super(Objects.requireNonNull(message, "message"), cause);
    this.code = Objects.requireNonNull(code, "code");
  }

  /**
   * {@return a configuration error; the message is formatted as by {@link String#format}, in the
   * root locale}
   *
   * @param message what was found, what was expected and what to do, in plain sentences
   * @param arguments of the format
   */
  public static PenstockException config(String message, Object... arguments) {
    return of(ErrorCode.CONFIG, message, arguments);
  }

  /**
   * {@return a data error; the message is formatted as by {@link String#format}, in the root
   * locale}
   *
   * @param message what was found, what was expected and what to do, in plain sentences
   * @param arguments of the format
   */
  public static PenstockException data(String message, Object... arguments) {
    return of(ErrorCode.DATA, message, arguments);
  }

  /**
   * {@return an environment error; the message is formatted as by {@link String#format}, in the
   * root locale}
   *
   * @param message what was found, what was expected and what to do, in plain sentences
   * @param arguments of the format
   */
  public static PenstockException environment(String message, Object... arguments) {
    return of(ErrorCode.ENVIRONMENT, message, arguments);
  }

  /**
   * {@return a model file error; the message is formatted as by {@link String#format}, in the root
   * locale}
   *
   * @param message what was found, what was expected and what to do, in plain sentences
   * @param arguments of the format
   */
  public static PenstockException model(String message, Object... arguments) {
    return of(ErrorCode.MODEL, message, arguments);
  }

  /**
   * {@return a defect of a plugin; the message is formatted as by {@link String#format}, in the
   * root locale}
   *
   * @param message which plugin, what was found, what was expected and what to do, in plain
   *     sentences
   * @param arguments of the format
   */
  public static PenstockException plugin(String message, Object... arguments) {
    return of(ErrorCode.PLUGIN, message, arguments);
  }

  /**
   * {@return a defect; the message is formatted as by {@link String#format}, in the root locale}
   *
   * @param message what was found, what was expected and what to do, in plain sentences
   * @param arguments of the format
   */
  public static PenstockException internal(String message, Object... arguments) {
    return of(ErrorCode.INTERNAL, message, arguments);
  }

  private static PenstockException of(ErrorCode code, String message, Object... arguments) {
    return new PenstockException(code, String.format(Locale.ROOT, message, arguments));
  }

  /** {@return what kind of thing went wrong} */
  public ErrorCode code() {
    return code;
  }
}
