/** What an address stands for: the connectors, and how a pipeline finds them. */
package io.tidemark.io.connector;
