// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Runs a bundle's production parsers over folders of recorded packets, and compares the results
 * with the {@code expected.json} in each. {@code -Dkitty.corpus} lists the folders, separated as in
 * a class path; at least one of them must contain a sample for the bundle.
 *
 * <p>A subclass selects its samples and parses each. {@code accept} true means that the packet
 * yields a result, false that it is dropped; any other value leaves that open. A field that the
 * parser does not keep is not compared; null means absent.
 *
 * <p>If a field's value is a {@link Map}, only the expected pairs are compared, and an empty
 * expectation means that there are none; the elements of a {@link Set} may come in any order.
 */
public abstract class CorpusContract {

  /** Returns whether the sample is for this bundle. */
  protected abstract boolean covers(Sample sample);

  /**
   * Parses a sample with the production code.
   *
   * @return the fields found, under the names of the samples; empty if the packet is dropped
   */
  protected abstract Optional<Map<String, Object>> read(Sample sample) throws Exception;

  /** Returns what the product may send in place of a sample that is a request. */
  protected abstract Collection<byte[]> requests(Sample sample) throws Exception;

  // On the method, as subclasses do not inherit annotations of the class.
  @Test
  @EnabledIfSystemProperty(
      named = "kitty.corpus",
      matches = ".+",
      disabledReason = "-Dkitty.corpus=DIR names no folder of recorded packets")
  void readsRecordedPackets() throws Exception {
    String folders = System.getProperty("kitty.corpus");
    Results results = new Results();
    for (String folder : folders.split(File.pathSeparator)) {
      readFolder(Path.of(folder), results);
    }
    results.assertAll(getClass().getPackageName(), folders);
  }

  private void readFolder(Path folder, Results results) throws Exception {
    for (JsonNode entry : new ObjectMapper().readTree(folder.resolve("expected.json").toFile())) {
      Sample sample = Sample.of(folder, entry);
      if (!covers(sample)) {
        results.skipped.merge(sample.protocol(), 1, Integer::sum);
      } else if (sample.request()) {
        results.request(sample, requests(sample));
      } else {
        results.reading(sample, read(sample));
      }
    }
  }

  private static final class Results {
    private final SoftAssertions softly = new SoftAssertions();
    private final Map<String, Integer> skipped = new TreeMap<>();
    private int samples;
    private int fields;

    void request(Sample sample, Collection<byte[]> sent) {
      samples++;
      softly
          .assertThat(sent.stream().map(HexFormat.of()::formatHex))
          .as("what is sent as %s", sample)
          .contains(HexFormat.of().formatHex(sample.bytes()));
    }

    void reading(Sample sample, Optional<Map<String, Object>> found) {
      samples++;
      JsonNode accept = sample.expect().path("accept");
      if (accept.isBoolean()) {
        softly
            .assertThat(found.isPresent())
            .as("whether %s is taken", sample)
            .isEqualTo(accept.asBoolean());
      }
      found.ifPresent(
          values ->
              sample
                  .expect()
                  .properties()
                  .forEach(field -> field(sample, field.getKey(), field.getValue(), values)));
    }

    private void field(Sample sample, String name, JsonNode expected, Map<String, Object> found) {
      if (found.containsKey(name)) {
        fields++;
        Object value = found.get(name);
        String where = name + " of " + sample;
        if (value instanceof Map<?, ?> pairs) {
          pairs(where, expected, pairs);
        } else if (value instanceof Set<?> elements) {
          elements(where, expected, elements);
        } else {
          single(where, expected, value);
        }
      }
    }

    private void pairs(String where, JsonNode expected, Map<?, ?> found) {
      if (expected.isEmpty()) {
        softly.assertThat(found).as(where).isEmpty();
      }
      expected
          .properties()
          .forEach(
              pair ->
                  single(
                      pair.getKey() + " in " + where, pair.getValue(), found.get(pair.getKey())));
    }

    private void elements(String where, JsonNode expected, Set<?> found) {
      Set<String> elementTexts = new HashSet<>();
      expected.forEach(each -> elementTexts.add(each.asText()));
      softly
          .assertThat(found.stream().map(String::valueOf))
          .as(where)
          .containsExactlyInAnyOrderElementsOf(elementTexts);
    }

    private void single(String where, JsonNode expected, @Nullable Object found) {
      softly.assertThat(String.valueOf(found)).as(where).isEqualTo(expected.asText());
    }

    void assertAll(String bundle, String folders) {
      System.out.printf(
          "%s corpus: %d samples read, %d fields compared, skipped %s%n",
          bundle, samples, fields, skipped);
      softly.assertAll();
      assertThat(samples).as("samples for %s in %s", bundle, folders).isPositive();
    }
  }
}
