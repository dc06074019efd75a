package io.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.Penstock;
import io.penstock.experiment.Experiment;
import io.penstock.series.Series;
import io.penstock.training.Training;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rule N3: same seed, same data, same engine: bit-identical weights, whatever the number of
 * threads, and in whichever JVM.
 */
interface DeterminismRules extends BackendRules {
  @Test
  default void theNumberOfThreadsChangesNoBit() {
    String one = ShardedRun.digest(tested(), 1);
    for (int threads : new int[] {1, 2, 3}) {
      assertThat(ShardedRun.digest(tested(), threads))
          .as("weights trained on %d threads, by their digest", threads)
          .isEqualTo(one);
    }
  }

  @Test
  default void anotherStartOfTheJvmChangesNoBit(@TempDir Path folder) throws Exception {
    String here = ShardedRun.digest(tested(), 2);
    for (int threads : new int[] {1, 3}) {
      assertThat(ShardedRun.digestOfFreshJvm(tested().plugin(), threads, folder))
          .as("weights trained in a JVM of its own on %d threads, by their digest", threads)
          .isEqualTo(here);
    }
  }

  @Test
  default void theSameSeedGivesTheSameFileButForItsTimeStamp(@TempDir Path folder)
      throws IOException {
    Penstock penstock = tested().penstock();
    Series series = RandomSeries.of(300, 31);
    Experiment experiment =
        tested().experiment("a").training(Training.DEFAULT.withEpochs(3).withSeed(9)).build();
    Path one = folder.resolve("one.onnx");
    Path other = folder.resolve("other.onnx");
    penstock.write(penstock.train(series, experiment), one);
    penstock.write(penstock.train(series, experiment.toBuilder().threads(2).build()), other);
    assertThat(withoutTimeStamp(other).equals(withoutTimeStamp(one)))
        .as("that files trained on one thread and on two are equal but for their time stamps")
        .isTrue();
  }

  private static String withoutTimeStamp(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
        .replaceFirst("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "");
  }
}
