package io.penstock.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListMemoryBytes;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListType;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetConfig;

import io.penstock.spi.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;

/**
 * What TensorFlow can compute on. The Java binding has no call for it but the generated ones of the
 * C interface.
 */
final class Devices {
  private Devices() {}

  /**
   * The CUDA devices that TensorFlow sees, with the memory that it would take of them. It is asked
   * by a session with the settings of those that compute: the first session of a process decides
   * how many threads an operator has.
   *
   * @param model of the cards, which the C interface does not tell
   */
  static List<Device> cuda(String model) {
    try (TF_Status status = TF_Status.newStatus();
        TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
        TF_Graph graph = TF_Graph.newGraph()) {
      byte[] settings =
          SessionSettings.of(Device.cuda(0, model, OptionalLong.empty())).toByteArray();
      try (BytePointer bytes = new BytePointer(settings)) {
        TF_SetConfig(options, bytes, settings.length, status);
        status.throwExceptionIfNotOK();
      }
      try (TF_Session session = TF_Session.newSession(graph, options, status)) {
        status.throwExceptionIfNotOK();
        TF_DeviceList list = TF_SessionListDevices(session, status);
        status.throwExceptionIfNotOK();
        try {
          return cuda(list, model, status);
        } finally {
          TF_DeleteDeviceList(list);
        }
      }
    }
  }

  private static List<Device> cuda(TF_DeviceList list, String model, TF_Status status) {
    List<Device> devices = new ArrayList<>();
    for (int i = 0; i < TF_DeviceListCount(list); i++) {
      String type = TF_DeviceListType(list, i, status).getString();
      status.throwExceptionIfNotOK();
      if (type.equals("GPU")) {
        long bytes = TF_DeviceListMemoryBytes(list, i, status);
        status.throwExceptionIfNotOK();
        // It counts the devices from 0, in their own order.
        devices.add(Device.cuda(devices.size(), model, OptionalLong.of(bytes)));
      }
    }
    return devices;
  }
}
