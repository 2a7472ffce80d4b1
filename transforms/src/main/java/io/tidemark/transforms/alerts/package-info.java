// SPDX-License-Identifier: Apache-2.0
/**
 * Alerts: rules that watch each series, and the episodes during which they hold.
 *
 * <p>{@code Machine} evaluates one rule at one series and knows nothing of Beam; {@code Watch}
 * evaluates again what late readings change, and tells each transition once; {@code AlertFn} keeps
 * readings until the watermark has passed them.
 */
package io.tidemark.transforms.alerts;
