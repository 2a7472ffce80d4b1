// SPDX-License-Identifier: Apache-2.0
/** The pipeline {@code lookup}: a table of the newest readings or averages, and who asks it. */
package io.tidemark.pipelines.lookup;
