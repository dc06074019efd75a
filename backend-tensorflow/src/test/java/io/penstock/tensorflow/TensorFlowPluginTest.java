package io.penstock.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Binder;
import com.google.inject.Guice;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorFlowPluginTest {
  @Test
  void theServiceLoaderFindsIt() {
    // Beside the reference, which these tests judge by.
    assertThat(ServiceLoader.load(BackendPlugin.class))
        .filteredOn(TensorFlowPlugin.class::isInstance)
        .extracting(BackendPlugin::name)
        .containsExactly("tensorflow");
  }

  @Test
  void itBringsOneBackendUnderItsName() {
    Map<String, Backend> backends =
        Guice.createInjector(Binder::requireExplicitBindings, new TensorFlowPlugin())
            .getInstance(Key.get(new TypeLiteral<Map<String, Backend>>() {}));
    assertThat(backends).containsOnlyKeys("tensorflow");
    assertThat(backends.get("tensorflow").versions()).containsKeys("TensorFlow", "TensorFlow Java");
  }

  @Test
  void itIsAvailableWhereTheTestsRun() {
    assertThat(new TensorFlowPlugin().unavailable()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void thereIsNoNetworkThatItLacksSomethingFor(Loss loss) {
    for (Activation activation : Activation.values()) {
      for (Direction direction : Direction.values()) {
        List<LstmLayer> layers = List.of(new LstmLayer(2, direction, activation, 0.1));
        Network network =
            new Network(4, 1, 1, 1, Anchor.NONE, layers)
                .withSegment(2)
                .withEmbedding(3)
                .withFuture(2);
        assertThat(new TensorFlowPlugin().capabilities().lacking(network, loss, true)).isEmpty();
      }
    }
  }
}
