// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.commons.LruMap;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of each rule, by its name; also of rules whose file changes just now. */
final class RuleStates {

  private static final Logger LOG = LoggerFactory.getLogger(RuleStates.class);
  private static final int MAX_RULES = 100;

  private final Map<String, RuleState> states = new LruMap<>(MAX_RULES);

  /**
   * Reads what {@link #write} has written; skips what it cannot read.
   *
   * @param now the milliseconds since the start of the hub
   */
  RuleStates(JsonNode json, long now) {
    json.fields()
        .forEachRemaining(
            each -> {
              try {
                states.put(each.getKey(), StateJson.readState(each.getValue(), now));
              } catch (IOException | RuntimeException e) {
                LOG.warn("What the rule {} held back cannot be read", each.getKey());
                LOG.debug("Why", e);
              }
            });
  }

  /** Returns the state of a rule; a new one if it has none. */
  RuleState of(String rule) {
    return states.computeIfAbsent(rule, name -> new RuleState());
  }

  ObjectNode write() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    states.forEach((name, state) -> json.set(name, StateJson.write(state)));
    return json;
  }
}
