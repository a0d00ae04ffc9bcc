// SPDX-License-Identifier: Apache-2.0
package io.kitty.classify;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.device.Fact;
import io.kitty.text.SafeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Parses a file of rules: a JSON array (comments are allowed) of objects with the conditions {@code
 * service}, {@code txt}, {@code attribute}, {@code name}, {@code vendor}, {@code model}, {@code
 * mac}, {@code source} and the result: {@code gives} with {@code kind}, {@code vendor}, {@code
 * model}.
 *
 * <p>Service types are globs. A name matches as whole words, where {@code *} stands for the rest of
 * a word; the other values are regular expressions that may match anywhere. Matching is
 * case-insensitive.
 */
final class RuleParser {

  private static final Set<String> CONDITIONS =
      Set.of("service", "txt", "attribute", "name", "vendor", "model", "mac", "source");

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(JsonParser.Feature.ALLOW_COMMENTS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private RuleParser() {}

  /**
   * Parses the rules of a file, in their order.
   *
   * @param name the file, for messages
   * @throws IOException if the file is invalid; the message names the file, the rule, the key, the
   *     value and what is allowed
   */
  static List<Rule> read(String name, byte[] content) throws IOException {
    JsonNode array;
    try {
      array = MAPPER.readTree(content);
    } catch (JsonProcessingException e) {
      throw new IOException(
          name + ": line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IOException(name + ": it is no text; a file of rules is UTF-8", e);
    }
    if (!array.isArray()) {
      throw new IOException(name + ": a file of rules is a JSON array of objects");
    }
    List<Rule> rules = new ArrayList<>();
    for (JsonNode rule : array) {
      rules.add(new Reader(name + ": rule " + (rules.size() + 1)).rule(rule));
    }
    return rules;
  }

  /** Parses one rule, at a known place. */
  private record Reader(String place) {

    Rule rule(JsonNode json) throws IOException {
      if (!json.isObject() || !json.has("gives") || json.size() < 2) {
        throw new IOException(place + ": needs gives and at least one of " + sorted(CONDITIONS));
      }
      for (Map.Entry<String, JsonNode> each : json.properties()) {
        String key = each.getKey();
        if (!key.equals("gives") && !CONDITIONS.contains(key)) {
          throw new IOException(
              place + ": " + shown(each) + ": allowed are gives and " + sorted(CONDITIONS));
        }
      }
      Map<Fact, Pattern> facts = new EnumMap<>(Fact.class);
      for (Fact fact : List.of(Fact.VENDOR, Fact.MODEL)) {
        String key = fact.name().toLowerCase(Locale.ROOT);
        if (json.has(key)) {
          facts.put(fact, pattern(key, text(key, json.get(key))));
        }
      }
      return new Rule(
          patterns("service", json, RuleParser::glob),
          pairs("txt", json),
          pairs("attribute", json),
          patterns("name", json, RuleParser::words),
          facts,
          macs(json),
          Set.copyOf(texts("source", json)),
          gives(json.path("gives")));
    }

    private Map<Fact, String> gives(JsonNode json) throws IOException {
      Map<Fact, String> gives = new EnumMap<>(Fact.class);
      for (Map.Entry<String, JsonNode> each : json.properties()) {
        Fact fact =
            switch (each.getKey()) {
              case "kind" -> Fact.KIND;
              case "vendor" -> Fact.VENDOR;
              case "model" -> Fact.MODEL;
              default ->
                  throw new IOException(
                      place + ": gives." + shown(each) + ": allowed are kind, vendor, model");
            };
        gives.put(fact, SafeText.clean(text(each.getKey(), each.getValue()), 256));
      }
      if (gives.isEmpty()) {
        throw new IOException(place + ": gives nothing; allowed are kind, vendor, model");
      }
      return gives;
    }

    private List<String> macs(JsonNode json) throws IOException {
      List<String> macs = new ArrayList<>();
      for (String prefix : texts("mac", json)) {
        String lower = prefix.toLowerCase(Locale.ROOT);
        if (!lower.matches("[0-9a-f]{2}(:[0-9a-f]{2}){1,5}")) {
          throw new IOException(
              place + ": mac = " + prefix + ": allowed is the beginning of a MAC, as in 24:0a:c4");
        }
        macs.add(lower);
      }
      return macs;
    }

    private Map<String, Pattern> pairs(String key, JsonNode json) throws IOException {
      Map<String, Pattern> pairs = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> pair : json.path(key).properties()) {
        String where = key + "." + pair.getKey();
        pairs.put(pair.getKey(), pattern(where, text(where, pair.getValue())));
      }
      if (json.has(key) && pairs.isEmpty()) {
        throw new IOException(place + ": " + key + ": allowed is an object of names and patterns");
      }
      return pairs;
    }

    private static String shown(Map.Entry<String, JsonNode> member) {
      return member.getKey() + " = " + member.getValue();
    }

    private interface Form {
      String pattern(String text);
    }

    private List<Pattern> patterns(String key, JsonNode json, Form form) throws IOException {
      List<Pattern> patterns = new ArrayList<>();
      for (String text : texts(key, json)) {
        patterns.add(pattern(key, form.pattern(text)));
      }
      return patterns;
    }

    private List<String> texts(String key, JsonNode json) throws IOException {
      JsonNode value = json.path(key);
      if (value.isMissingNode()) {
        return List.of();
      }
      List<String> texts = new ArrayList<>();
      if (value.isArray()) {
        for (JsonNode each : value) {
          texts.add(text(key, each));
        }
      } else {
        texts.add(text(key, value));
      }
      return texts;
    }

    private String text(String key, JsonNode value) throws IOException {
      if (!value.isTextual() || value.asText().isBlank()) {
        throw new IOException(place + ": " + key + " = " + value + ": allowed is a text");
      }
      return value.asText();
    }

    private Pattern pattern(String key, String regex) throws IOException {
      try {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
      } catch (PatternSyntaxException e) {
        throw new IOException(
            place
                + ": "
                + key
                + " = "
                + regex
                + ": not a regular expression: "
                + e.getDescription(),
            e);
      }
    }
  }

  private static String glob(String text) {
    return ("\\Q" + text + "\\E").replace("*", "\\E.*\\Q");
  }

  /**
   * Matches whole words only: a letter or digit next to it would make it another word, so {@code
   * media-a1} does not match {@code A1 mini}.
   */
  private static String words(String text) {
    String word = ("\\Q" + text + "\\E").replace("*", "\\E[\\p{L}\\p{N}]*\\Q");
    return "(?<![\\p{L}\\p{N}])" + word + "(?![\\p{L}\\p{N}])";
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }
}
