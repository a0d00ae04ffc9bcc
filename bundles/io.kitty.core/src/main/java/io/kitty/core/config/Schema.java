// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.config;

import java.util.Map;

/**
 * What the metatype says of the configurations of one PID.
 *
 * @param factory whether there may be any number of them
 * @param keys the keys that each may have, by their id
 */
record Schema(boolean factory, Map<String, AttributeType> keys) {}
