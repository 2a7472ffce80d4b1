// SPDX-License-Identifier: Apache-2.0
/** The pipeline {@code alert}: its options, its rules, its typed config and its graph. */
package io.tidemark.pipelines.alert;
