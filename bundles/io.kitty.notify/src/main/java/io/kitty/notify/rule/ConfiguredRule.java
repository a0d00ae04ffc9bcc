// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.rule;

import io.kitty.commons.Seconds;
import io.kitty.notify.ConfigurationName;
import io.kitty.notify.message.MessageComposer;
import io.kitty.notify.message.MessageTemplate;
import io.kitty.notify.message.Priority;
import io.kitty.notify.message.Trigger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A rule, from a file of its own. */
@Component(
    name = ConfiguredRule.PID,
    service = {},
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RuleConfig.class, factory = true)
public final class ConfiguredRule {

  static final String PID = "io.kitty.notify.rule";

  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredRule.class);

  private final RuleSet rules;
  private final Rule rule;

  @Activate
  public ConfiguredRule(
      RuleConfig config, Map<String, Object> properties, @Reference RuleSet rules) {
    this.rules = rules;
    rule = rule(ConfigurationName.of(properties, PID), config);
    if (!rule.problem().isEmpty()) {
      LOG.error("{}", rule.problem());
    }
    rules.add(rule);
  }

  private static Rule rule(String name, RuleConfig config) {
    Set<Trigger> on = EnumSet.noneOf(Trigger.class);
    values(config.on()).flatMap(word -> Trigger.of(word).stream()).forEach(on::add);
    List<String> to = values(config.to()).distinct().toList();
    String problem = "";
    MessageTemplate title = null;
    MessageTemplate text = null;
    if (config.enabled()) {
      String file = "etc/" + PID + "-" + name + ".cfg: ";
      try {
        if (on.isEmpty() || to.isEmpty()) {
          throw new IllegalArgumentException(
              on.isEmpty()
                  ? "on is missing: it says what is told, for instance finished"
                  : "to is missing: it names the targets, for instance phone");
        }
        title = template("template.title", config.template_title());
        text = template("template.text", config.template_text());
      } catch (IllegalArgumentException e) {
        problem = file + e.getMessage() + "; the rule is off until that is corrected";
      }
    }
    return new Rule(
        name,
        config.enabled(),
        problem,
        on,
        DeviceMatch.parse(config.match()),
        Seconds.toDuration(config.after()),
        Seconds.toDuration(config.window()),
        QuietHours.parse(config.quiet()),
        config.quiet_policy().equals("drop"),
        to,
        new MessageComposer(
            name, Priority.valueOf(config.priority().toUpperCase(Locale.ROOT)), title, text),
        settings(config));
  }

  private static Stream<String> values(String[] list) {
    return Arrays.stream(list).map(String::strip).filter(value -> !value.isEmpty());
  }

  private static @Nullable MessageTemplate template(String key, String text) {
    if (text.isBlank()) {
      return null;
    }
    try {
      return MessageTemplate.compile(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + " is not used: " + e.getMessage(), e);
    }
  }

  /** Returns the settings that are not the default, for people. */
  private static Map<String, String> settings(RuleConfig config) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("match", config.match());
    settings.put("after", seconds(config.after(), 0));
    settings.put("window", seconds(config.window(), 30));
    settings.put("quiet", config.quiet());
    settings.put("quiet.policy", unless("queue", config.quiet_policy()));
    settings.put("priority", unless("default", config.priority()));
    settings.put("template.title", config.template_title());
    settings.put("template.text", config.template_text());
    settings.values().removeIf(String::isBlank);
    return settings;
  }

  private static String seconds(double value, double standard) {
    return value == standard ? "" : Double.toString(value).replaceFirst("\\.0$", "") + " s";
  }

  private static String unless(String standard, String value) {
    return value.equals(standard) ? "" : value;
  }

  @Deactivate
  void stop() {
    rules.remove(rule);
  }
}
