package io.penstock.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Device;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ShardRuleTest {
  @Test
  void aShardOfADeviceHasAtLeast256Examples() {
    ShardRule cuda = ShardRule.of(Device.cuda(0, "card", OptionalLong.empty()));
    assertThat(cuda.shards(network(96, 7, 128), 511)).isEqualTo(1);
    assertThat(cuda.shards(network(96, 7, 128), 1024)).isEqualTo(4);
    assertThat(ShardRule.of(Device.CPU)).isEqualTo(ShardRule.PROCESSOR);
  }

  @Test
  void aBatchOfLittleWorkStaysWhole() {
    assertThat(ShardRule.PROCESSOR.shards(network(10, 1, 50), 32)).isEqualTo(1);
    assertThat(ShardRule.PROCESSOR.shards(network(24, 1, 64), 1)).isEqualTo(1);
  }

  @Test
  void aBatchIsCutWhereHalfOfItIsWorkEnoughForAThread() {
    assertThat(ShardRule.PROCESSOR.shards(network(24, 1, 64), 32)).isEqualTo(2);
    assertThat(ShardRule.PROCESSOR.shards(network(10, 1, 50), 128)).isEqualTo(2);
  }

  @Test
  void aShardHasWindowsEnoughForAMatrixProduct() {
    assertThat(ShardRule.PROCESSOR.shards(network(96, 7, 128), 31)).isEqualTo(1);
    assertThat(ShardRule.PROCESSOR.shards(network(96, 7, 128), 64)).isEqualTo(4);
  }

  @Test
  void thereAreNoMoreShardsThanTheRuleAllows() {
    assertThat(ShardRule.PROCESSOR.shards(network(96, 7, 128), 100_000))
        .isEqualTo(ShardRule.MOST_SHARDS);
  }

  @Test
  void shardsCoverTheBatchAndDifferByOneAtMost() {
    int covered = 0;
    for (int shard = 0; shard < 7; shard++) {
      int size = ShardRule.from(100, 7, shard + 1) - ShardRule.from(100, 7, shard);
      assertThat(size).isBetween(14, 15);
      covered += size;
    }
    assertThat(covered).isEqualTo(100);
  }

  private static Network network(int lookBack, int features, int units) {
    return new Network(lookBack, features, 1, 1, Anchor.LAST_VALUE, List.of(LstmLayer.of(units)));
  }
}
