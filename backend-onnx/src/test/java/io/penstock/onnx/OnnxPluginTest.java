package io.penstock.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import io.penstock.spi.ModelFormat;
import io.penstock.spi.ModelFormatPlugin;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class OnnxPluginTest {
  @Test
  void thePluginIsFoundAndBringsItsFormatUnderItsName() {
    ModelFormatPlugin plugin =
        ServiceLoader.load(ModelFormatPlugin.class).findFirst().orElseThrow();

    Map<String, ModelFormat> formats =
        Guice.createInjector((Module) plugin)
            .getInstance(Key.get(new TypeLiteral<Map<String, ModelFormat>>() {}));

    assertThat(plugin.name()).isEqualTo("onnx");
    assertThat(formats).containsOnlyKeys("onnx");
    assertThat(formats.get("onnx")).isInstanceOf(OnnxModelFormat.class);
  }

  @Test
  void theRuntimesVersionIsKnown() {
    assertThat(new OnnxModelFormat().versions())
        .hasEntrySatisfying("ONNX Runtime", version -> assertThat(version).startsWith("1."));
  }
}
