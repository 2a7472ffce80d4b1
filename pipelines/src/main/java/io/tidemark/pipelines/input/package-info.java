// SPDX-License-Identifier: Apache-2.0
/** Input of readings, for any pipeline: its options, its typed config and what reads it. */
package io.tidemark.pipelines.input;
