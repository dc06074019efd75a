package io.penstock.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.csv.CsvOptions;
import io.penstock.experiment.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page {@code docs/yaml-reference.md} is held to what the settings are. */
class YamlReferenceTest {
  private static final Path PAGE =
      Path.of(System.getProperty("penstock.root", ".."), "docs", "yaml-reference.md");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void everySettingStandsInTheReferenceWithItsDescription(Setting setting) throws IOException {
    assertThat(reference().lines())
        .anyMatch(line -> line.matches("(# )?" + setting.key() + ": .+"))
        .anyMatch(line -> line.equals("# " + setting.description()));
  }

  @ParameterizedTest
  @EnumSource
  void everyDefaultThatIsInWordsStandsInTheReference(Setting setting) throws IOException {
    if (setting.preset().contains(" ")) {
      assertThat(reference()).contains("# Default: " + setting.preset() + ".");
    }
  }

  @Test
  void theReferenceAsItStandsIsTheDefaultExperiment() throws IOException {
    Plan plan = Settings.of(List.of(), Optional.of(written(reference()))).plan();

    assertThat(plan.experiment()).isEqualTo(Experiment.forecast("passengers").build());
    assertThat(plan.csv()).isEqualTo(CsvOptions.DEFAULT.withRequired(List.of("passengers")));
  }

  @Test
  void theExamplesInCommentsCanBeReadTogether() throws IOException {
    String examples =
        reference()
            .lines()
            .filter(line -> line.matches("# [a-z-]+: .+"))
            .filter(line -> Setting.of(line.substring(2, line.indexOf(':'))).isPresent())
            .map(line -> line.substring(2))
            .collect(Collectors.joining("\n", "data: x.csv\ntarget: passengers\n", "\n"));

    Plan plan = Settings.of(List.of(), Optional.of(written(examples))).plan();

    assertThat(plan.csv().timeColumns()).containsExactly("dteday", "hr");
    assertThat(plan.experiment().lookBack()).hasValue(24);
  }

  private Path written(String yaml) throws IOException {
    return Files.writeString(folder.resolve("experiment.yaml"), yaml);
  }

  private static String reference() throws IOException {
    Matcher block =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }
}
