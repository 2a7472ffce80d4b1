// SPDX-License-Identifier: Apache-2.0
/** Output of rows and of the ledger, for any pipeline: its options, typed config and sinks. */
package io.tidemark.pipelines.output;
