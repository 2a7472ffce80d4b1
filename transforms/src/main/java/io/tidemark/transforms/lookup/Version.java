// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

/**
 * A value in force.
 *
 * @param time the event time of the last update that made it, in milliseconds since 1970
 * @param value what the key has
 */
record Version<V>(long time, V value) {}
