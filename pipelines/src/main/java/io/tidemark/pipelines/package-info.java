// SPDX-License-Identifier: Apache-2.0
/** The program: {@link io.tidemark.pipelines.Tidemark} runs any of the pipelines beside it. */
package io.tidemark.pipelines;
