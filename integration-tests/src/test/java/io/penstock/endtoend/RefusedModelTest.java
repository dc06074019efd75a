package io.penstock.endtoend;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Model files, and data for them, that will not do: exit code 2, one message, no stack. */
class RefusedModelTest extends EndToEndTest {
  private void changed(UnaryOperator<ModelProto.Builder> change) throws Exception {
    byte[] bytes = Files.readAllBytes(TrainedModels.passengers("pytorch"));
    Files.write(
        folder.resolve("m.onnx"),
        change.apply(ModelProto.parseFrom(bytes).toBuilder()).build().toByteArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 40_000, -1})
  void aFileThatWasCutShort(int length) throws Exception {
    byte[] bytes = Files.readAllBytes(TrainedModels.passengers("pytorch"));
    int kept = length < 0 ? bytes.length + length : length;
    Files.write(folder.resolve("m.onnx"), Arrays.copyOf(bytes, kept));

    refuse("verify", "m.onnx").contains("m.onnx", "Copy it again or train the model again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"forecast", "evaluate"})
  void everyCommandRefusesACutFile(String command) throws Exception {
    passengers();
    byte[] bytes = Files.readAllBytes(TrainedModels.passengers("pytorch"));
    Files.write(folder.resolve("m.onnx"), Arrays.copyOf(bytes, 50_000));

    refuse(command, "m.onnx", "passengers.csv").contains("m.onnx", "cut short", "50000");
  }

  @Test
  void aFileThatIsNotOnnx() throws Exception {
    passengers();

    refuse("inspect", "passengers.csv").contains("passengers.csv", "not an ONNX file");
  }

  @Test
  void dataAndModelTheWrongWayRound() throws Exception {
    passengers();
    model("pytorch");

    refuse("forecast", "passengers.csv", "passengers.onnx")
        .contains("passengers.csv", "not an ONNX file", "data files come after the model");
  }

  @Test
  void aFileThatIsNotThere() throws Exception {
    refuse("verify", "m.onnx").contains("m.onnx", "no such file");
  }

  @Test
  void aFolder() throws Exception {
    Files.createDirectory(folder.resolve("m.onnx"));

    refuse("verify", "m.onnx").contains("m.onnx", "directory");
  }

  @Test
  void anOnnxFileOfSomeoneElse() throws Exception {
    passengers();
    changed(ModelProto.Builder::clearMetadataProps);

    refuse("forecast", "m.onnx", "passengers.csv")
        .contains("m.onnx", "not one that Penstock wrote", "penstock.format");
  }

  @Test
  void aFileOfAnotherFormat() throws Exception {
    changed(
        model -> {
          for (int i = 0; i < model.getMetadataPropsCount(); i++) {
            StringStringEntryProto entry = model.getMetadataProps(i);
            if (entry.getKey().equals("penstock.format")) {
              model.setMetadataProps(i, entry.toBuilder().setValue("99"));
            }
          }
          return model;
        });

    refuse("inspect", "m.onnx")
        .contains("m.onnx", "format 99", "reads the formats 1, 2 and 3", "train");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "penstock.series",
        "penstock.preparation",
        "penstock.network",
        "penstock.training",
        "penstock.golden"
      })
  void aFileWithoutAPartOfItsDescription(String key) throws Exception {
    changed(
        model -> {
          for (int i = model.getMetadataPropsCount() - 1; i >= 0; i--) {
            if (model.getMetadataProps(i).getKey().equals(key)) {
              model.removeMetadataProps(i);
            }
          }
          return model;
        });

    refuse("verify", "m.onnx").contains("m.onnx", key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"forecast", "evaluate"})
  void dataThatLackAColumnTheModelNeeds(String command) throws Exception {
    model("pytorch");
    Path data = passengers();
    Files.writeString(data, Files.readString(data).replace("passengers", "pasengers"));

    refuse(command, "passengers.onnx", "passengers.csv")
        .contains("passengers.csv", "no column", "passengers", "pasengers");
  }

  @Test
  void fewerRowsThanTheModelReads() throws Exception {
    model("pytorch");
    write(
        "passengers.csv",
        String.join("\n", Files.readAllLines(Checkout.airline()).subList(0, 11)) + "\n");

    refuse("forecast", "passengers.onnx", "passengers.csv")
        .contains("passengers.csv", "10 rows", "24");
    refuse("evaluate", "passengers.onnx", "passengers.csv").contains("passengers.csv", "36 rows");
  }

  @Test
  void rowsAtAnotherDistanceThanTheModelWasTrainedOn() throws Exception {
    model("pytorch");
    StringBuilder daily = new StringBuilder("month,passengers\n");
    for (int day = 1; day <= 31; day++) {
      daily.append(String.format("1960-01-%02d,%d%n", day, 300 + day));
    }
    write("daily.csv", daily.toString());

    refuse("forecast", "passengers.onnx", "daily.csv").contains("daily.csv", "1 month", "1 day");
  }

  @Test
  void aMissingValueInTheLastWindow() throws Exception {
    model("pytorch");
    Path data = passengers();
    Files.writeString(data, Files.readString(data).replace("1960-06,535", "1960-06,"));

    refuse("forecast", "passengers.onnx", "passengers.csv")
        .contains("passengers.csv", "passengers", "1960-06", "missing");
  }
}
