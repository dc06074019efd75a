package io.penstock.examples.service;

import io.penstock.forecasting.Forecaster;
import io.penstock.model.Forecast;
import io.penstock.series.Series;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The model that a service forecasts with, and that another can take the place of at any time. A
 * forecast is made by one model from its beginning to its end, and the old model's native memory is
 * freed when nobody asks it any more.
 */
public final class LiveModel implements AutoCloseable {
  /** Forecasts hold it for reading, side by side; whoever replaces the model waits for them. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private Forecaster forecaster;
  private boolean closed;

  /** Forecasts with this one until it is replaced; closes it then. */
  public LiveModel(Forecaster first) {
    this.forecaster = first;
  }

  /**
   * Forecasts the rows after the series' end with the model in use.
   *
   * @throws io.penstock.error.PenstockException with code DATA if the series has not what the model
   *     needs; the model stays in use
   * @throws IllegalStateException if it is closed
   */
  public Forecast forecast(Series series) {
    lock.readLock().lock();
    try {
      return forecaster.forecast(series);
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Puts another model in place of the one in use, and closes that.
   *
   * @param next is loaded already, so that forecasts wait for no file; closed by this from now on
   * @throws IllegalStateException if this is closed; then so is the next model
   */
  public void replace(Forecaster next) {
    Forecaster old;
    lock.writeLock().lock();
    try {
      if (closed) {
        next.close();
        throw new IllegalStateException("the live model is closed");
      }
      old = forecaster;
      forecaster = next;
    } finally {
      lock.writeLock().unlock();
    }
    // Nobody can be at work with it: forecasts that had begun held the lock, later ones have the
    // next.
    old.close();
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      forecaster.close();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
