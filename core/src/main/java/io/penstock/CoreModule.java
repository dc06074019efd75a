package io.penstock;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import io.penstock.backtesting.Backtester;
import io.penstock.comparison.EngineComparison;
import io.penstock.csv.CsvReader;
import io.penstock.engine.Engines;
import io.penstock.engine.Plugins;
import io.penstock.forecasting.Forecasters;
import io.penstock.forecasting.JudgedTrainer;
import io.penstock.modelfile.ModelFiles;
import io.penstock.modelling.ModelTrainer;
import io.penstock.spi.Backend;
import io.penstock.spi.ModelFormat;
import io.penstock.trials.TrialRunner;

/** Wires core and the modules that the plugins bring. */
final class CoreModule extends AbstractModule {
  private final Plugins plugins;

  CoreModule(Plugins plugins) {
    this.plugins = plugins;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().disableCircularProxies();
    // Declared here so that the maps exist, empty, where no plugin adds to them.
    MapBinder.newMapBinder(binder(), String.class, Backend.class);
    MapBinder.newMapBinder(binder(), String.class, ModelFormat.class);
    bind(Plugins.class).toInstance(plugins);
    bind(Engines.class);
    bind(ModelFiles.class);
    bind(Forecasters.class);
    bind(ModelTrainer.class);
    bind(JudgedTrainer.class);
    bind(EngineComparison.class);
    bind(Backtester.class);
    bind(TrialRunner.class);
    bind(CsvReader.class);
    bind(Penstock.class);
    plugins.modules().forEach(this::install);
  }
}
