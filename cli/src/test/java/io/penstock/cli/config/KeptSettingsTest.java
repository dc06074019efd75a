package io.penstock.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.experiment.Experiment;
import io.penstock.network.LstmLayer;
import io.penstock.series.AbsentRows;
import io.penstock.series.Layout;
import io.penstock.series.Source;
import io.penstock.training.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSettingsTest {
  @TempDir private Path folder;

  private Settings settings(String yaml, String... flags) throws IOException {
    Path file = Files.writeString(folder.resolve("experiment.yaml"), yaml);
    return Settings.of(
        Arrays.stream(flags)
            .map(flag -> flag.split("=", 2))
            .map(flag -> Given.flag(Setting.of(flag[0]).orElseThrow(), List.of(flag[1])))
            .toList(),
        Optional.of(file));
  }

  private static Plan goOn(Settings settings, Map<String, String> notes) {
    settings.goOnWith(notes, Path.of("run"));
    return settings.plan();
  }

  @Test
  void aRunGoesOnWithAllItsSettingsFromWhateverFolder() throws IOException {
    Settings first =
        settings(
            "data: a b.csv\ntarget: ['x,y', z]\ntime: [d, h]\nsplit: [0.6, 0.2, 0.2]\n"
                + "layers:\n  - {units: 8, direction: bidirectional, dropout: 0.25}\n  - {units: 4}\n"
                + "optimizer: rmsprop\nrho: 0.8\nschedule: step\nschedule-every: 3\nschedule-factor: 0.5\n"
                + "history: losses.csv\nstep-history: steps.csv\nreport: page.html\n",
            "checkpoint=run",
            "seed=9");
    Plan began = first.plan();
    Keeping keeping = first.keeping(began);

    Settings second = settings("", "resume=run");
    Plan goesOn = goOn(second, keeping.notes());

    assertThat(goesOn.experiment()).isEqualTo(began.experiment());
    assertThat(goesOn.csv()).isEqualTo(began.csv());
    assertThat(goesOn.data()).isEqualTo(folder.resolve("a b.csv").toAbsolutePath());
    assertThat(goesOn.history()).hasValue(folder.resolve("losses.csv").toAbsolutePath());
    assertThat(goesOn.stepHistory()).hasValue(folder.resolve("steps.csv").toAbsolutePath());
    assertThat(goesOn.out()).isEqualTo(began.out().toAbsolutePath());
    assertThat(second.keeping(goesOn).notes()).isEqualTo(keeping.notes());
    assertThat(second.keeping(goesOn).resuming()).isTrue();
    assertThat(keeping.resuming()).isFalse();
    assertThat(keeping.folder()).hasValue(Path.of("run"));
  }

  @Test
  void whatIsGivenWinsOverTheEarlierRunAndDropsWhatSaysTheSame() throws IOException {
    Settings first =
        settings("data: x.csv\ntarget: y\nlayers: [{units: 8}]\noptimizer: sgd\nmomentum: 0.9\n");
    Map<String, String> notes = first.keeping(first.plan()).notes();

    Experiment experiment =
        goOn(settings("units: [3]\n", "optimizer=adam", "epochs=7"), notes).experiment();

    assertThat(experiment.layers()).containsExactly(LstmLayer.of(3));
    assertThat(experiment.training().optimizer()).isEqualTo(new Optimizer.Adam(0.001));
    assertThat(experiment.training().epochs()).hasValue(7);
    assertThat(experiment.targets()).containsExactly("y");
  }

  @Test
  void aRunGoesOnWithItsHeadColumnsAndRuleToStop() throws IOException {
    Settings first =
        settings(
            "data: x.csv\ntarget: [y, z]\nfuture: ['p,q', r]\nweights: w\nchannels: independent\n"
                + "head: softmax\nclasses: 3\nclass-weights: [1, 2, 0.5]\nlabel-smoothing: 0.1\n"
                + "monitor: brier\nkeep: last\n");
    Plan began = first.plan();
    Map<String, String> notes = first.keeping(began).notes();

    assertThat(goOn(settings("", "resume=run"), notes).experiment()).isEqualTo(began.experiment());
  }

  @Test
  void aSettingOfAnotherVersionIsNamed() throws IOException {
    Settings settings = settings("data: x.csv\ntarget: y\n");
    assertThatThrownBy(() -> goOn(settings, Map.of("setting.telepathy", "1")))
        .hasMessageContaining("the checkpoint in run, telepathy")
        .hasMessageContaining("this version has no such setting");
  }

  @Test
  void aRunStaysInItsFolder() throws IOException {
    assertThat(settings("data: x.csv\ntarget: y\n", "checkpoint=run", "resume=./run").plan())
        .isNotNull();
    Settings two = settings("data: x.csv\ntarget: y\n", "checkpoint=run", "resume=other");
    assertThatThrownBy(two::plan)
        .hasMessageContaining("run is another folder than that of --resume");
  }

  @Test
  void whatIsNotGivenIsTheModelsThatTrainingStartsFrom() throws IOException {
    Experiment model =
        Experiment.forecast("y").features("x", "y").horizon(5).lookBack(9).units(7).build();

    Settings some = settings("data: x.csv\n", "from=m.onnx", "horizon=6");
    some.startFrom(model, Source.of(List.of("day")), List.of("y"), List.of());
    Plan plan = some.plan();
    assertThat(some.from()).hasValue(Path.of("m.onnx"));
    assertThat(plan.experiment()).isEqualTo(model.toBuilder().horizon(6).build());
    assertThat(plan.csv().timeColumns()).containsExactly("day");
    assertThat(some.keeping(plan).refit()).isFalse();
    assertThat(some.keeping(plan).notes()).containsEntry("setting.time", "day");

    Settings scaled = settings("data: x.csv\n", "from=m.onnx", "scale=min-max", "no-time=true");
    scaled.startFrom(model, Source.of(List.of("day")), List.of("y"), List.of());
    Plan other = scaled.plan();
    assertThat(scaled.keeping(other).refit()).isTrue();
    assertThat(other.csv().timeColumns()).isEmpty();
  }

  @Test
  void aRunFromAModelOfSeveralSeriesNotesHowItsDataStand() throws IOException {
    Experiment model = Experiment.forecast("y").features("y").lookBack(9).build();
    Settings some = settings("data: x.csv\n", "from=m.onnx");
    some.startFrom(
        model,
        new Source(List.of("day"), List.of("shop", "item"), Layout.LONG, AbsentRows.INSERT),
        List.of("y", "wind", "shop+item"),
        List.of("wind", "shop+item"));
    Plan plan = some.plan();
    assertThat(plan.csv().idColumns()).containsExactly("shop", "item");
    assertThat(plan.csv().categories()).containsExactly("wind");
    assertThat(some.keeping(plan).notes())
        .containsEntry("setting.series", "shop\u001fitem")
        .containsEntry("setting.categories", "wind")
        .containsEntry("setting.absent-rows", "insert")
        .doesNotContainKey("setting.layout");
  }
}
