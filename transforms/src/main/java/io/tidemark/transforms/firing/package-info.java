/** When results are emitted, and how a later one relates to the earlier ones. */
package io.tidemark.transforms.firing;
