package io.penstock.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.spi.BackendPlugin;
import io.penstock.training.Loss;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class PyTorchPluginTest {
  private final PyTorchPlugin plugin = new PyTorchPlugin();

  @Test
  void itIsFoundOnTheClassPath() {
    // Beside the reference, which these tests judge by.
    assertThat(ServiceLoader.load(BackendPlugin.class))
        .filteredOn(PyTorchPlugin.class::isInstance)
        .singleElement()
        .extracting(BackendPlugin::name)
        .isEqualTo("pytorch");
  }

  @Test
  void itIsAvailableWhereItsNativesAre() {
    assertThat(plugin.unavailable()).isEmpty();
  }

  @Test
  void itBringsOneBackendUnderItsName() {
    Injector injector = Guice.createInjector(plugin);
    Map<String, Backend> backends =
        injector.getInstance(Key.get(new TypeLiteral<Map<String, Backend>>() {}));

    assertThat(backends).containsOnlyKeys("pytorch");
    assertThat(injector.getInstance(Key.get(new TypeLiteral<Map<String, Backend>>() {})))
        .as("the same backend each time")
        .isEqualTo(backends);
  }

  @Test
  void itComputesEveryNetworkAndLoss() {
    for (Activation activation : Activation.values()) {
      for (Direction direction : Direction.values()) {
        Network network =
            new Network(
                    3,
                    1,
                    1,
                    1,
                    Anchor.NONE,
                    List.of(new LstmLayer(4, direction, activation).withDropout(0.5)))
                .withEmbedding(2)
                .withFuture(2);
        for (Loss loss : Loss.values()) {
          assertThat(plugin.capabilities().lacking(network, loss, true)).isEmpty();
        }
      }
    }
  }
}
