// SPDX-License-Identifier: Apache-2.0

/** The Alertmanager of Prometheus, which has to be told again and again what is still the case. */
@NullMarked
package io.kitty.notify.alertmanager;

import org.jspecify.annotations.NullMarked;
