// SPDX-License-Identifier: Apache-2.0
/** Tables of databases, by JDBC: {@code jdbc:postgresql://host/db?table=readings}. */
package io.tidemark.io.jdbc;
