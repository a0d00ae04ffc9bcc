// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.device.Fact;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.IdentityOverride;
import io.kitty.model.annotation.UserEdit;
import io.kitty.model.annotation.UserEdit.AnnotationEdit;
import io.kitty.model.annotation.UserEdit.OverrideEdit;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UserEditJsonTest {

  private static final Instant AT = Instant.parse("2025-01-01T00:00:01.234Z");

  static Stream<UserEdit> edits() {
    DeviceId id = new DeviceId("bambu:SN1");
    List<String> subjects = List.of("bambu:SN1", "mac:0a:00:00:00:00:05");
    return Stream.of(
        new AnnotationEdit(
            id, Map.of(Fact.USER_NAME, "Bertha \"Ü\"", Fact.USER_ROOM, "Garage"), AT),
        new AnnotationEdit(id, Map.of(), AT),
        new OverrideEdit(
            new IdentityOverride("1", IdentityOverride.Kind.MERGE, subjects, AT), false, AT),
        new OverrideEdit(
            new IdentityOverride("2", IdentityOverride.Kind.SPLIT, subjects, AT), true, AT));
  }

  @ParameterizedTest
  @MethodSource("edits")
  void readsWhatItWrote(UserEdit edit) throws IOException {
    assertThat(UserEditJson.read(UserEditJson.key(edit), UserEditJson.write(edit))).isEqualTo(edit);
  }

  @Test
  void rejectsUnknownKindsAndDamagedTexts() {
    assertThatThrownBy(() -> UserEditJson.read("room:1", "{}")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> UserEditJson.read("device:a:1", "{")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> UserEditJson.read("correction:1", "{\"kind\":\"X\",\"of\":[]}"))
        .isInstanceOf(IOException.class);
  }
}
