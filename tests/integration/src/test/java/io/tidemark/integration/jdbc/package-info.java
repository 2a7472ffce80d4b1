// SPDX-License-Identifier: Apache-2.0
/** Tables of real databases, as inputs and outputs. */
package io.tidemark.integration.jdbc;
