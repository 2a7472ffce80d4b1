// SPDX-License-Identifier: Apache-2.0
/**
 * What is checked before a run: options against what a pipeline needs on the runner asked for.
 *
 * <p>A {@link io.tidemark.pipelines.preflight.Check} looks at one {@link
 * io.tidemark.pipelines.preflight.PlannedRun} and finds one thing wrong or nothing; {@link
 * io.tidemark.pipelines.preflight.Preflight} has the list of them.
 */
package io.tidemark.pipelines.preflight;
