// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.schema;

import java.util.Map;

/**
 * The metatype of the configurations of one PID.
 *
 * @param factory whether there may be any number of them
 * @param keys the allowed keys, by id
 */
public record Schema(boolean factory, Map<String, AttributeType> keys) {}
