// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Serialises the records of the API and their components, and reads them back. */
final class RecordSerializer {

  private static final List<String> PACKAGES =
      List.of("io.kitty.device.", "io.kitty.identifier.", "io.kitty.state.");

  private RecordSerializer() {}

  static void write(DataOutputStream out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeByte('0');
    } else if (value instanceof String text) {
      out.writeByte('s');
      out.writeUTF(text);
    } else if (value instanceof Long || value instanceof Integer) {
      out.writeByte(value instanceof Long ? 'l' : 'i');
      out.writeLong(((Number) value).longValue());
    } else if (value instanceof Double number) {
      out.writeByte('d');
      out.writeDouble(number);
    } else if (value instanceof Boolean truth) {
      out.writeByte('b');
      out.writeBoolean(truth);
    } else if (value instanceof Instant || value instanceof Duration) {
      out.writeByte(value instanceof Instant ? 'I' : 'D');
      out.writeUTF(value.toString());
    } else if (value instanceof InetAddress address) {
      out.writeByte('a');
      out.writeUTF(address.getHostAddress());
    } else if (value instanceof Enum<?> constant) {
      out.writeByte('e');
      out.writeUTF(constant.getDeclaringClass().getName());
      out.writeUTF(constant.name());
    } else if (value instanceof Record) {
      out.writeByte('r');
      out.writeUTF(value.getClass().getName());
      writeAll(out, components((Record) value));
    } else if (value instanceof Map<?, ?> map) {
      out.writeByte('M');
      writeAll(out, map.keySet());
      writeAll(out, map.values());
    } else if (value instanceof Collection<?> collection) {
      out.writeByte(value instanceof Set ? 'S' : 'L');
      writeAll(out, collection);
    } else {
      throw new IllegalArgumentException("cannot write a " + value.getClass());
    }
  }

  static @Nullable Object read(DataInputStream in) throws IOException {
    char type = (char) in.readByte();
    return switch (type) {
      case '0' -> null;
      case 's' -> in.readUTF();
      case 'l' -> in.readLong();
      case 'i' -> (int) in.readLong();
      case 'd' -> in.readDouble();
      case 'b' -> in.readBoolean();
      case 'I' -> Instant.parse(in.readUTF());
      case 'D' -> Duration.parse(in.readUTF());
      case 'a' -> InetAddress.getByName(in.readUTF());
      case 'e' -> constant(in.readUTF(), in.readUTF());
      case 'r' -> record(in.readUTF(), readAll(in));
      case 'M' -> map(readAll(in), readAll(in));
      case 'S' -> Collections.unmodifiableSet(new LinkedHashSet<>(readAll(in)));
      case 'L' -> Collections.unmodifiableList(readAll(in));
      default -> throw new IOException("no such type: " + type);
    };
  }

  private static void writeAll(DataOutputStream out, Collection<?> values) throws IOException {
    out.writeInt(values.size());
    for (Object value : values) {
      write(out, value);
    }
  }

  private static List<@Nullable Object> readAll(DataInputStream in) throws IOException {
    int size = in.readInt();
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(read(in));
    }
    return values;
  }

  private static Map<@Nullable Object, @Nullable Object> map(
      List<@Nullable Object> keys, List<@Nullable Object> values) {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      map.put(keys.get(i), values.get(i));
    }
    return Collections.unmodifiableMap(map);
  }

  private static List<@Nullable Object> components(Record value) {
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        values.add(component.getAccessor().invoke(value));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException("cannot read " + component, e);
      }
    }
    return values;
  }

  private static Object record(String name, List<@Nullable Object> values) throws IOException {
    Class<?>[] types =
        Arrays.stream(type(name).getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type(name).getConstructor(types).newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IOException("cannot make a " + name, e);
    }
  }

  private static Object constant(String type, String name) throws IOException {
    return Arrays.stream(type(type).getEnumConstants())
        .filter(each -> ((Enum<?>) each).name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IOException("no such constant: " + name));
  }

  private static Class<?> type(String name) throws IOException {
    if (PACKAGES.stream().noneMatch(name::startsWith)) {
      throw new IOException("not a type of the API: " + name);
    }
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IOException("no such type: " + name, e);
    }
  }
}
