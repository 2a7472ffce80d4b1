// SPDX-License-Identifier: Apache-2.0
/** The pipeline {@code average}: its options, its typed config and its graph. */
package io.tidemark.pipelines.average;
