// SPDX-License-Identifier: Apache-2.0
/**
 * Runs that go on from a savepoint: which source goes on as which, and what may have changed.
 *
 * <p>A runner keeps a source in its savepoints as it was, with all its settings, and reads on with
 * that one. Here a reader finds the source that was submitted now, and takes its settings.
 */
package io.tidemark.io.resume;
