// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.module;

import io.kitty.hub.Hub;
import io.kitty.hub.ModuleConfigurator;
import io.kitty.hub.ModuleConfigurator.PromptedKey;
import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.Json;
import io.kitty.web.http.JsonBody;
import io.kitty.web.http.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resources {@code /protocols/{id}/enabled} and {@code /protocols/{id}/configurations}, which
 * change the configuration files of a protocol.
 */
public final class EnabledResource {

  private static final Logger LOG = LoggerFactory.getLogger(EnabledResource.class);

  private final Hub hub;
  private final ModuleConfigurator modules;

  public EnabledResource(Hub hub, ModuleConfigurator modules) {
    this.hub = hub;
    this.modules = modules;
  }

  /** A change of configuration. */
  @FunctionalInterface
  private interface Change<T> {
    T apply() throws IOException;
  }

  public void put(HttpExchange exchange, List<String> variables) {
    String id = protocol(variables.get(0));
    boolean enabled = JsonBody.of(exchange, "enabled").flag("enabled");
    change(
        id,
        () -> {
          modules.enable(id, enabled);
          return enabled;
        });
    exchange.noContent();
  }

  /** {@code GET}: the keys that a form asks for. */
  public void keys(HttpExchange exchange, List<String> variables) {
    List<PromptedKey> keys = modules.keys(protocol(variables.get(0)));
    exchange.json(
        HttpStatus.OK_200,
        Json.text(
            json -> {
              json.writeStartObject();
              json.writeArrayFieldStart("keys");
              for (PromptedKey key : keys) {
                json.writeStartObject();
                json.writeStringField("name", key.name());
                json.writeStringField("description", key.description());
                json.writeStringField("allowed", key.allowed());
                json.writeStringField("default", key.standard());
                json.writeBooleanField("required", key.required());
                json.writeEndObject();
              }
              json.writeEndArray();
              json.writeEndObject();
            }));
  }

  /** {@code POST}: adds a configuration. */
  public void add(HttpExchange exchange, List<String> variables) {
    String id = protocol(variables.get(0));
    JsonBody body = JsonBody.of(exchange, "name", "values");
    String name = body.text("name");
    Map<String, String> values = body.scalars("values");
    String file = change(id, () -> modules.add(id, name, values));
    exchange.json(
        HttpStatus.CREATED_201,
        Json.text(
            json -> {
              json.writeStartObject();
              json.writeStringField("file", file);
              json.writeEndObject();
            }));
  }

  private String protocol(String id) {
    if (hub.modules().stream().noneMatch(each -> each.protocol() && each.id().equals(id))) {
      throw new Problem(HttpStatus.NOT_FOUND_404, "there is no protocol " + id);
    }
    return id;
  }

  private static <T> T change(String id, Change<T> change) {
    try {
      return change.apply();
    } catch (IllegalArgumentException e) {
      throw new Problem(HttpStatus.BAD_REQUEST_400, String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      throw new Problem(HttpStatus.CONFLICT_409, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      LOG.debug("Configuring {}", id, e);
      throw new Problem(HttpStatus.INTERNAL_SERVER_ERROR_500, "the configuration was not changed");
    }
  }
}
