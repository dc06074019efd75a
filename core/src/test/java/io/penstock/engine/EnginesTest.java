package io.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.examples.reference.ReferenceBackend;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.spi.BackendPlugin;
import io.penstock.spi.Capabilities;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnginesTest {
  private static final Network NETWORK =
      new Network(4, 1, 1, 1, Anchor.NONE, List.of(LstmLayer.of(2)));

  private static final Demand DEMAND = new Demand(NETWORK, Loss.MSE);

  @Test
  void autoTakesTheAvailableEngineWithTheHighestPreference() {
    Engines engines =
        engines(
            plugin("low", 1, Optional.empty()),
            plugin("high", 2, Optional.empty()),
            plugin("absent", 3, Optional.of("Its natives are not there.")));
    assertThat(engines.choose("auto", "auto", DEMAND).name()).isEqualTo("high");
    assertThat(engines.reports(DEMAND))
        .extracting(EngineReport::name, EngineReport::chosen)
        .containsExactly(tuple("absent", false), tuple("high", true), tuple("low", false));
  }

  @Test
  void anEngineThatLacksAPartIsRefusedAndPassedOver() {
    Engines engines = engines(plugin("one", 1, Optional.empty()));
    Demand weighted = new Demand(NETWORK, Loss.MSE, true);
    assertThatThrownBy(() -> engines.choose("one", "cpu", weighted))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessage("The backend one cannot train this network: it lacks weights of truths.");
    Demand knowing = new Demand(NETWORK.withFuture(2), Loss.MSE);
    assertThat(engines.incapable(knowing).get("one"))
        .isEqualTo("It lacks columns known of the future.");
    assertThat(engines.capable(knowing)).isEmpty();
    assertThat(engines.capable(DEMAND)).containsExactly("one");
  }

  @Test
  void anUnknownEngineIsAnErrorThatListsWhatIsThere() {
    Engines engines = engines(plugin("one", 1, Optional.empty()));
    assertRefused(
        engines, "two", "auto", ErrorCode.CONFIG, "There is no backend \"two\". Installed: one.");
  }

  @Test
  void aKnownEngineThatIsNotInstalledIsAnErrorThatNamesItsJar() {
    Engines engines = engines(plugin("one", 1, Optional.empty()));
    assertRefused(
        engines,
        "pytorch",
        "auto",
        ErrorCode.CONFIG,
        "add io.penstock:penstock-backend-djl-pytorch");
  }

  @Test
  void anEngineThatCannotRunHereIsAnErrorThatSaysWhatIsMissing() {
    Engines engines = engines(plugin("one", 1, Optional.of("Add its natives.")));
    assertRefused(
        engines, "one", "auto", ErrorCode.ENVIRONMENT, "cannot run here. Add its natives.");
    assertRefused(engines, "auto", "auto", ErrorCode.ENVIRONMENT, "Add its natives.");
  }

  @Test
  void withoutAnyEngineTheErrorSaysWhichJarsToAdd() {
    assertRefused(
        engines(),
        "auto",
        "auto",
        ErrorCode.ENVIRONMENT,
        "Add io.penstock:penstock-backend-djl-pytorch or io.penstock:penstock-backend-tensorflow");
  }

  @Test
  void aNetworkOutsideItsCapabilitiesIsRefusedNamingAllThatIsLacking() {
    Network network =
        new Network(
            4,
            1,
            1,
            1,
            Anchor.NONE,
            List.of(new LstmLayer(2, Direction.BIDIRECTIONAL, Activation.RELU)));
    Engines engines = engines(plugin("one", 1, Optional.empty()));
    assertThatThrownBy(() -> engines.choose("one", "auto", network, Loss.MAE))
        .hasMessage(
            "The backend one cannot train this network: it lacks bidirectional layers, the activation relu, the loss mae.");
  }

  @Test
  void anEngineThatCannotWeighTruthsIsRefusedOrPassedOverWhereTheyDifferInWeight() {
    Engines engines = engines(plugin("one", 1, Optional.empty()));
    assertThat(engines.capable(new Demand(NETWORK, Loss.MSE))).containsExactly("one");
    assertThat(engines.capable(new Demand(NETWORK, Loss.MSE, true))).isEmpty();
    assertThatThrownBy(() -> engines.choose("one", "auto", new Demand(NETWORK, Loss.MSE, true)))
        .hasMessageContaining("cannot train this network: it lacks")
        .hasMessageContaining("weight");
    assertThatThrownBy(() -> engines.choose("auto", "auto", new Demand(NETWORK, Loss.MSE, true)))
        .hasMessageContaining("No installed backend can train this network here")
        .hasMessageContaining("weight");
  }

  @Test
  void aDeviceIsTakenByNameOrRefused() {
    Engines engines = engines(plugin("one", 1, Optional.empty()));
    assertThat(devices(engines, "cpu")).isEqualTo("cpu");
    assertThat(devices(engines, "auto")).isEqualTo("cpu");
    assertRefused(engines, "one", "cuda", ErrorCode.ENVIRONMENT, "has no device cuda:0");
    assertRefused(
        engines,
        "one",
        "cuda:all",
        ErrorCode.ENVIRONMENT,
        "The backend one has no CUDA device; it has cpu. The reference computes on the processor only.");
    assertRefused(engines, "one", "gpu", ErrorCode.CONFIG, "Device: gpu is not a device; expected");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu                    | cpu",
        "auto                   | cuda:0",
        "cuda                   | cuda:0",
        "cuda:2                 | cuda:2",
        "cuda:2,cuda            | cuda:2,cuda:0",
        "cuda:0, cuda:1, cuda:2 | cuda:0,cuda:1,cuda:2",
        "cuda:all               | cuda:0,cuda:1,cuda:2",
      })
  void devicesAreTakenAsAskedForAndInThatOrder(String asked, String taken) {
    assertThat(devices(withThreeCards(), asked)).isEqualTo(taken);
  }

  @Test
  void allDevicesThatAreAbsentAreNamedBesideThoseThatAreThere() {
    assertRefused(
        withThreeCards(),
        "one",
        "cuda:1,cuda:3,cuda:7",
        ErrorCode.ENVIRONMENT,
        "The backend one has no device cuda:3 and no cuda:7; it has cpu, cuda:0, cuda:1, cuda:2.");
  }

  @Test
  void onlyAutoSaysWhyItTookTheProcessor() {
    Engines none = engines(plugin("one", 1, Optional.empty()));
    assertThat(none.choose("one", "auto", DEMAND).missingCuda()).contains("no CUDA device");
    assertThat(none.choose("one", "cpu", DEMAND).missingCuda()).isEmpty();
    assertThat(withThreeCards().choose("one", "auto", DEMAND).missingCuda()).isEmpty();
    assertThat(withThreeCards().choose("one", "cpu", DEMAND).missingCuda()).isEmpty();
  }

  private static Engines withThreeCards() {
    Backend backend = new ThreeCards();
    return new Engines(
        new Plugins(List.of(plugin("one", 1, Optional.empty())), List.of()),
        Map.of("one", () -> backend));
  }

  /** An engine that names devices; none of them is opened. */
  private static final class ThreeCards implements Backend {
    private final Backend reference = new ReferenceBackend();

    @Override
    public Map<String, String> versions() {
      return reference.versions();
    }

    @Override
    public List<Device> devices() {
      return List.of(
          Device.CPU,
          Device.cuda(0, "card", OptionalLong.empty()),
          Device.cuda(1, "card", OptionalLong.empty()),
          Device.cuda(2, "card", OptionalLong.empty()));
    }

    @Override
    public String cudaStatus() {
      return "There are three cards.";
    }

    @Override
    public String path(Network network, Device device) {
      return reference.path(network, device);
    }

    @Override
    public DifferentiableNetwork open(Network network, Loss loss, Device device) {
      return reference.open(network, loss, device);
    }
  }

  private static String devices(Engines engines, String asked) {
    return engines.choose("one", asked, DEMAND).deviceNames();
  }

  @Test
  void twoPluginsOfOneNameAreRefusedNamingBothClasses() {
    assertThatThrownBy(
            () ->
                new Plugins(
                    List.of(plugin("one", 1, Optional.empty()), plugin("one", 2, Optional.empty())),
                    List.of()))
        .hasMessageContaining("Two plugins are named one")
        .hasMessageContaining(TestPlugin.class.getName());
  }

  @Test
  void aNameThatIsNotLowerCaseIsRefusedNamingTheClass() {
    assertThatThrownBy(
            () -> new Plugins(List.of(plugin("My Engine", 1, Optional.empty())), List.of()))
        .hasMessageContaining(TestPlugin.class.getName())
        .hasMessageContaining("lower case");
  }

  private static void assertRefused(
      Engines engines, String backend, String device, ErrorCode code, String message) {
    assertThatThrownBy(() -> engines.choose(backend, device, DEMAND))
        .isInstanceOfSatisfying(PenstockException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  private static Engines engines(BackendPlugin... plugins) {
    Map<String, Provider<Backend>> backends = new HashMap<>();
    for (BackendPlugin plugin : plugins) {
      backends.put(plugin.name(), ReferenceBackend::new);
    }
    return new Engines(new Plugins(List.of(plugins), List.of()), backends);
  }

  private static BackendPlugin plugin(String name, int preference, Optional<String> unavailable) {
    return new TestPlugin(name, preference, unavailable);
  }

  private static final class TestPlugin extends AbstractModule implements BackendPlugin {
    private final String name;
    private final int preference;
    private final Optional<String> unavailable;

    TestPlugin(String name, int preference, Optional<String> unavailable) {
      this.name = name;
      this.preference = preference;
      this.unavailable = unavailable;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Capabilities capabilities() {
      return new Capabilities(Set.of(Direction.FORWARD), Set.of(Activation.TANH), Set.of(Loss.MSE));
    }

    @Override
    public int preference() {
      return preference;
    }

    @Override
    public Optional<String> unavailable() {
      return unavailable;
    }
  }
}
