/** How values of this library become bytes: explicit, deterministic, a version byte first. */
package io.tidemark.transforms.coding;
