package io.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import io.penstock.examples.reference.ReferenceBackend;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.spi.BackendPlugin;
import io.penstock.spi.Capabilities;
import io.penstock.training.Loss;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The kit on a backend that declares the least there is. The installed engines declare everything,
 * so that on them the kit sees no refusal; and a kit that refuses the reference itself is wrong.
 */
class LimitedBackendConformanceTest extends ExaminedKit {
  @Override
  protected BackendPlugin plugin() {
    return new LimitedPlugin();
  }

  /** {@link ReferenceBackend}, of which only the plainest is declared. */
  static final class LimitedPlugin extends AbstractModule implements BackendPlugin {
    LimitedPlugin() {}

    @Override
    public String name() {
      return "limited";
    }

    @Override
    public Capabilities capabilities() {
      return new Capabilities(Set.of(Direction.FORWARD), Set.of(Activation.TANH), Set.of(Loss.MSE));
    }

    @Override
    public int preference() {
      return 0;
    }

    @Override
    public Optional<String> unavailable() {
      return Optional.empty();
    }

    @Override
    protected void configure() {
      MapBinder.newMapBinder(binder(), String.class, Backend.class)
          .addBinding(name())
          .toInstance(new ReferenceBackend());
    }
  }

  /** The kit puts the message together from the declaration's own words; here they are written. */
  @Test
  void everythingThatIsLackingIsInOneMessageInWords() {
    List<LstmLayer> layers =
        List.of(
            new LstmLayer(3, Direction.BIDIRECTIONAL, Activation.LEAKY_RELU, 0.2),
            new LstmLayer(2, Direction.BIDIRECTIONAL, Activation.SIGMOID));
    Network network =
        new Network(6, 2, 1, 1, Anchor.NONE, layers)
            .withEmbedding(4)
            .withHead(RandomCase.head(Loss.GAUSSIAN_NLL));

    assertThatThrownBy(
            () -> tested().engines().choose("limited", "cpu", network, Loss.GAUSSIAN_NLL))
        .hasMessage(
            "The backend limited cannot train this network: it lacks bidirectional layers, the activation"
                + " leaky-relu, dropout, the activation sigmoid, an embedding, the loss gaussian-nll.");
  }
}
