// SPDX-License-Identifier: Apache-2.0
package io.kitty.state;

import io.kitty.text.SafeText;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a machine is doing, beside its status: readings, which change all the time. Contains only
 * what the machine reported. Immutable; built by {@link #builder}, which cleans and bounds all
 * values.
 *
 * @param job its job; null if unknown
 * @param temperatures the known temperatures
 * @param error the error that it reports; null if it reports none
 */
public record MachineState(
    @Nullable Job job, Map<Heater, Temperature> temperatures, @Nullable MachineError error) {

  /** A state of which nothing is known. */
  public static final MachineState UNKNOWN = new MachineState(null, Map.of(), null);

  private static final int MAX_NAME = 256;
  private static final int MAX_CODE = 64;
  private static final int MAX_SECONDS = 366 * 24 * 3600;
  private static final int MAX_LAYERS = 1_000_000;
  private static final int MAX_DEGREES = 2000;

  /** Returns whether nothing is known. */
  public boolean isEmpty() {
    return equals(UNKNOWN);
  }

  /** Returns this state, with each part that it does not know taken from another one. */
  public MachineState orElse(MachineState other) {
    return new MachineState(
        job == null ? other.job : job,
        temperatures.isEmpty() ? other.temperatures : temperatures,
        error == null ? other.error : error);
  }

  /** Starts a state of which nothing is known. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds a state; not thread-safe. A value that is not a number or out of range is left out, as
   * machines report such values for what they do not know.
   */
  public static final class Builder {

    private final Map<Heater, Temperature> temperatures = new EnumMap<>(Heater.class);
    private String name = "";
    private @Nullable Double progress;
    private @Nullable Long elapsed;
    private @Nullable Long remaining;
    private @Nullable Integer layer;
    private @Nullable Integer layers;
    private @Nullable MachineError error;

    private Builder() {}

    /** Sets the name of the job or its file. */
    public Builder job(String value) {
      name = SafeText.clean(value, MAX_NAME);
      return this;
    }

    /** Sets how much of the job is complete, 0 to 1. */
    public Builder progress(double value) {
      progress = within(value, 1) ? (Double) value : null;
      return this;
    }

    /** Sets the seconds since the job began. */
    public Builder elapsed(double seconds) {
      elapsed = within(seconds, MAX_SECONDS) ? (Long) Math.round(seconds) : null;
      return this;
    }

    /** Sets the seconds until the job is complete. */
    public Builder remaining(double seconds) {
      remaining = within(seconds, MAX_SECONDS) ? (Long) Math.round(seconds) : null;
      return this;
    }

    /**
     * Sets the layer that is printed.
     *
     * @param value the layer
     * @param count the number of layers; 0 if unknown
     */
    public Builder layer(long value, long count) {
      layer = within(value, MAX_LAYERS) ? (Integer) (int) value : null;
      layers = count > 0 && within(count, MAX_LAYERS) ? (Integer) (int) count : null;
      return this;
    }

    /**
     * Sets a temperature.
     *
     * @param value the measured temperature in degrees Celsius
     * @param target the temperature that is aimed at; NaN if unknown
     */
    public Builder temperature(Heater heater, double value, double target) {
      if (within(value, MAX_DEGREES)) {
        Double aim = within(target, MAX_DEGREES) ? target : null;
        temperatures.put(heater, new Temperature(value, aim));
      }
      return this;
    }

    /**
     * Sets the error that the machine reports; none if both are empty.
     *
     * @param code its code, {@code ""} if it has none
     * @param text its text, {@code ""} if it has none
     */
    public Builder error(String code, String text) {
      MachineError given =
          new MachineError(SafeText.clean(code, MAX_CODE), SafeText.clean(text, MAX_NAME));
      error = given.code().isEmpty() && given.text().isEmpty() ? null : given;
      return this;
    }

    public MachineState build() {
      Job job = new Job(name, progress, elapsed, remaining, layer, layers);
      return new MachineState(
          job.equals(Job.UNKNOWN) ? null : job,
          temperatures.isEmpty()
              ? Map.of()
              : Collections.unmodifiableMap(new EnumMap<>(temperatures)),
          error);
    }

    /** Returns whether a number is from 0 to a maximum; NaN is not. */
    private static boolean within(double value, double max) {
      return value >= 0 && value <= max;
    }
  }
}
