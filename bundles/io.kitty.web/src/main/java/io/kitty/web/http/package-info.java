// SPDX-License-Identifier: Apache-2.0

/**
 * Requests and responses, as all resources read and write them: parameters, bodies, tags, problems.
 */
@NullMarked
package io.kitty.web.http;

import org.jspecify.annotations.NullMarked;
