package io.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.engine.Demand;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.network.Network;
import io.penstock.training.Loss;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How core refuses what a backend has not declared. */
final class Refusal {
  private Refusal() {}

  /** The engine is not chosen for that network, and the message names what is lacking. */
  static void assertRefused(
      TestedBackend tested, Network network, Loss loss, List<String> lacking) {
    assertRefused(tested, new Demand(network, loss), lacking);
  }

  static void assertRefused(TestedBackend tested, Demand need, List<String> lacking) {
    assertRefused(
        tested,
        lacking,
        () -> tested.engines().choose(tested.plugin().name(), tested.device().name(), need));
  }

  static void assertRefused(TestedBackend tested, List<String> lacking, ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessage(
            "The backend %s cannot train this network: it lacks %s.",
            tested.plugin().name(), String.join(", ", lacking));
  }
}
