// SPDX-License-Identifier: Apache-2.0
/** The job jar on a Flink cluster of processes, by the scripts that a person uses. */
package io.tidemark.integration.flink;
