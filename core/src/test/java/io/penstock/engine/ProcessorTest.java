package io.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.spi.Device;
import org.junit.jupiter.api.Test;

class ProcessorTest {
  @Test
  void theModelIsReadWhereItStands() {
    assertThat(
            Processor.model(
                """
                processor\t: 0
                vendor_id\t: GenuineIntel
                model\t\t: 143
                model name\t: Intel(R) Xeon(R) Platinum 8481C CPU @ 2.70GHz
                """))
        .contains("Intel(R) Xeon(R) Platinum 8481C CPU @ 2.70GHz");
    assertThat(
            Processor.model(
                """
                processor\t: 0
                BogoMIPS\t: 243.75
                CPU implementer\t: 0x41
                """))
        .as("of an ARM processor")
        .isEmpty();
  }

  @Test
  void thisMachinesProcessorHasCoresAndMemory() {
    Device processor = Processor.described();
    assertThat(processor.isCpu()).isTrue();
    assertThat(processor.description()).matches(".+, \\d+ cores?");
    assertThat(processor.memory().orElseThrow()).isGreaterThan(1L << 28);
  }
}
