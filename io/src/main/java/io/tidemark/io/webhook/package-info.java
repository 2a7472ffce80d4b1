// SPDX-License-Identifier: Apache-2.0
/** Rows to an HTTP server, each as the body of a request. */
package io.tidemark.io.webhook;
