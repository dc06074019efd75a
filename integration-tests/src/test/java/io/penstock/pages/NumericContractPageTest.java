package io.penstock.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.endtoend.Checkout;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/numeric-contract.md} beside the code that it describes. */
class NumericContractPageTest {
  private static final Page PAGE = Page.of("docs/numeric-contract.md");
  private static final Pattern TYPE =
      Pattern.compile("`([A-Z]\\w+(?:Rules|Test|Kit|Check|Lstm|Run))`");

  private static List<List<String>> rules(Page page) {
    return Page.rows(page.text()).stream().filter(row -> row.get(0).matches("N\\d")).toList();
  }

  @Test
  void theReadmeStatesTheSameRules() {
    assertThat(rules(PAGE)).hasSize(5).isEqualTo(rules(Page.of("README.md")));
  }

  @Test
  void everyRuleHasItsSection() {
    assertThat(rules(PAGE))
        .allSatisfy(
            rule ->
                assertThat(PAGE.anchors())
                    .anyMatch(
                        anchor -> anchor.startsWith(rule.get(0).toLowerCase(Locale.ROOT) + "-")));
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Set<String> named =
        TYPE.matcher(PAGE.text())
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    Set<String> there;
    try (Stream<Path> files = Files.walk(Checkout.path(""))) {
      there =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.replace(".java", ""))
              .collect(Collectors.toSet());
    }

    assertThat(named).hasSizeGreaterThan(15);
    assertThat(there).containsAll(named);
  }

  @Test
  void theExampleOfTheLayoutIsThatOfItsNetwork() {
    Network network =
        new Network(
            24,
            2,
            2,
            1,
            Anchor.NONE,
            List.of(LstmLayer.of(3), new LstmLayer(2, Direction.BIDIRECTIONAL, Activation.TANH)));
    List<List<String>> expected =
        WeightLayout.of(network).slots().stream()
            .map(
                slot ->
                    List.of(
                        "`" + slot.name() + "`",
                        slot.shape().toString(),
                        slot.offset() + " to " + (slot.end() - 1)))
            .toList();

    assertThat(Page.rows(PAGE.section("Weights"))).isEqualTo(expected);
  }

  @Test
  void theConstantsOfTheOptimizersAreThoseOfTheCode() {
    Optimizer.Adam adam = new Optimizer.Adam(1);
    Optimizer.RmsProp rmsProp = new Optimizer.RmsProp(1);

    assertThat(constants("adam"))
        .isEqualTo(
            "β %s and %s, ε %s".formatted(adam.beta1(), adam.beta2(), small(adam.epsilon())));
    assertThat(constants("rmsprop"))
        .isEqualTo("ρ %s, ε %s".formatted(rmsProp.rho(), small(rmsProp.epsilon())));
    assertThat(constants("adagrad")).isEqualTo("ε " + small(new Optimizer.Adagrad(1).epsilon()));
    assertThat(new Optimizer.AdamW(1, 0).epsilon()).isEqualTo(adam.epsilon());
    assertThat(new Optimizer.Nadam(1).epsilon()).isEqualTo(adam.epsilon());
  }

  private static String constants(String optimizer) {
    return Page.rows(PAGE.section("Optimizers")).stream()
        .filter(row -> row.get(0).equals("`" + optimizer + "`"))
        .map(row -> row.get(2))
        .findFirst()
        .orElseThrow();
  }

  private static String small(double value) {
    return Double.toString(value).toLowerCase(Locale.ROOT).replace(".0e", "e");
  }

  @ParameterizedTest
  @EnumSource
  void everyLossIsDefined(Loss loss) {
    String word = loss.name().toLowerCase(Locale.ROOT).replace('_', '-');

    assertThat(PAGE.section("Losses")).contains("`" + word + "`");
  }
}
