// SPDX-License-Identifier: Apache-2.0
/** What a person does with the jobs on a Flink cluster, from the command line. */
package io.tidemark.pipelines.cluster;
