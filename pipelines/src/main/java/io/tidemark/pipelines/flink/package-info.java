// SPDX-License-Identifier: Apache-2.0
/** A Flink cluster as its REST API shows it, and what a person does with the jobs on it. */
package io.tidemark.pipelines.flink;
