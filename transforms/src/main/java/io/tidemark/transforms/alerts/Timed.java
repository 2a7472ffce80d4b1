// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

/** What waits in an {@link Inbox} until the watermark has passed it. */
interface Timed {
  /** Event time in milliseconds since 1970. */
  long time();
}
