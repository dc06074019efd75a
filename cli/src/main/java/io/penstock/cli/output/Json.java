package io.penstock.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object whose members keep their order. Numbers that JSON cannot say, as NaN, are null. */
public final class Json {
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  /**
   * Adds a member.
   *
   * @param value a number, boolean, text, another object, a list or a map of such, or null
   */
  public Json put(String name, @Nullable Object value) {
    members.put(name, value);
    return this;
  }

  /** The object in one line. */
  @Override
  public String toString() {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
      write(generator, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator to, @Nullable Object value) throws IOException {
    if (value == null) {
      to.writeNull();
    } else if (value instanceof Json object) {
      write(to, object.members);
    } else if (value instanceof Map<?, ?> map) {
      to.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        to.writeFieldName(String.valueOf(entry.getKey()));
        write(to, entry.getValue());
      }
      to.writeEndObject();
    } else if (value instanceof Iterable<?> items) {
      to.writeStartArray();
      for (Object item : items) {
        write(to, item);
      }
      to.writeEndArray();
    } else if (value instanceof Boolean truth) {
      to.writeBoolean(truth);
    } else if (value instanceof Integer || value instanceof Long) {
      to.writeNumber(((Number) value).longValue());
    } else if (value instanceof Float single) {
      writeFinite(to, Float.isFinite(single), single.toString());
    } else if (value instanceof Number number) {
      writeFinite(to, Double.isFinite(number.doubleValue()), number.toString());
    } else {
      to.writeString(value.toString());
    }
  }

  private static void writeFinite(JsonGenerator to, boolean finite, String number)
      throws IOException {
    if (finite) {
      to.writeNumber(number);
    } else {
      to.writeNull();
    }
  }
}
