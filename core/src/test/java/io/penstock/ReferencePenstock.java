package io.penstock;

import com.google.inject.Guice;
import io.penstock.engine.Plugins;
import io.penstock.examples.reference.ReferencePlugin;
import java.util.List;

/** All of core on the reference network in double precision, which knows no engine. */
public final class ReferencePenstock {
  private ReferencePenstock() {}

  /** Wired as users have it, with one engine and no model format. */
  public static Penstock create() {
    return Guice.createInjector(
            new CoreModule(new Plugins(List.of(new ReferencePlugin()), List.of())))
        .getInstance(Penstock.class);
  }
}
